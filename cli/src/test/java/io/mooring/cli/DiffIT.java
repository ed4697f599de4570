package io.mooring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffIT {
  @TempDir private Path home;
  private RecordedServer server;
  private Invocation mooring;

  @BeforeEach
  void start() throws IOException {
    server = new RecordedServer(new RecordedSaga(2, false).finished(), 0, 1);
    mooring = new Invocation().with("HOME", home.toString()).with("MOORING_URL", server.address());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void comparesTheFileWithWhatIsStoredAndStoresNothing() throws IOException {
    // given
    Path changed =
        Files.writeString(
            home.resolve("site.yaml"), "name: site\nceph:\n  cluster: other # as ever\n");
    Path same =
        Files.writeString(
            home.resolve("same.yaml"), "name: site\nceph:\n  cluster: ceph # as ever\n");

    // when
    int differs = mooring.run("", "diff", "-f", changed.toString());
    String patch = mooring.output();
    mooring.forget();
    int equal = mooring.run("", "diff", "-f", same.toString());

    // then
    assertThat(differs).isEqualTo(1);
    assertThat(patch)
        .isEqualTo(
            """
            --- stored:site
            +++ %s
            @@ -1,3 +1,3 @@
             name: site
             ceph:
            -  cluster: ceph # as ever
            +  cluster: other # as ever
            """
                .formatted(changed));
    assertThat(equal).isZero();
    assertThat(mooring.output()).isEmpty();
    assertThat(server.requests)
        .noneMatch(request -> request.startsWith("POST /api/v1/integrations "));
  }

  @Test
  void showsADocumentThatIsNotStoredAsNew() {
    assertThat(mooring.run("name: elsewhere\n", "diff", "-f", "-")).isEqualTo(1);
    assertThat(mooring.output()).startsWith("--- /dev/null\n").contains("+name: elsewhere");
    assertThat(mooring.errors()).contains("mooring plan -f -");
  }

  @Test
  void refusesWhatTheServerWouldRefuse() {
    assertThat(mooring.run("ceph:\n  pools:\n    - a\n    - name: Bad_Name\n", "diff", "-f", "-"))
        .isEqualTo(2);
    assertThat(mooring.errors()).contains("line 4, ceph.pools[1].name: only lower case");
  }

  @Test
  void showsWhatDiffersOnNodesAsAPatch() {
    assertThat(mooring.run("", "diff", "site")).isEqualTo(1);
    assertThat(mooring.output())
        .contains("create: ceph-mon-01: pool\n")
        .contains(
            """
            --- openstack-controller01:/etc/glance/glance-api.conf
            +++ openstack-controller01:/etc/glance/glance-api.conf
            @@ -1 +1 @@
            -stores = file
            +stores = rbd
            """)
        .contains("restart: restart-glance@openstack-controller02");
    mooring.forget();
    assertThat(mooring.run("", "diff", "site", "-o", "name")).isEqualTo(1);
    assertThat(mooring.output().lines()).contains("openstack-controller02");
  }

  @Test
  void printsTheHistoryInEveryForm() {
    assertThat(mooring.run("", "history", "site", "-o", "json")).isZero();
    assertThat(mooring.output()).startsWith("{").contains("\"items\"");
    mooring.forget();
    assertThat(mooring.run("", "history", "site", "-o", "name")).isZero();
    assertThat(mooring.output()).startsWith("saga-started\n");
    mooring.forget();
    assertThat(mooring.run("", "history", "site", "-o", "yaml")).isZero();
    assertThat(mooring.output()).startsWith("items:\n");
  }
}
