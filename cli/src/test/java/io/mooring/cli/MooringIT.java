package io.mooring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.cli.command.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MooringIT {
  private static final String DOCUMENT =
      "ceph:\n  pools:\n    - name: openstack-images\n    - name: Bad_Name\n";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final ScheduledExecutorService player = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, String> environment = new HashMap<>(Map.of("LANG", "C.UTF-8"));
  private RecordedServer server;
  private boolean answering;
  @TempDir private Path home;

  @AfterEach
  void stop() {
    player.shutdownNow();
    if (server != null) {
      server.close();
    }
  }

  @Test
  void watchesToTheEndAcrossCutConnectionsWithoutLosingOrRepeatingALine() throws Exception {
    // given a server that cuts each stream after 60 entries
    RecordedSaga saga = new RecordedSaga(2, false);
    serve(saga, 60);
    player.scheduleWithFixedDelay(saga::advance, 10, 2, TimeUnit.MILLISECONDS);

    // when
    int code = run("name: site", "apply", "-f", "-", "--watch");

    // then
    assertThat(code).isZero();
    assertThat(server.requests.getFirst()).isEqualTo("POST /api/v1/integrations name: site");
    assertThat(server.resumedAfter).startsWith("null", "60");
    assertThat(output().lines().filter(line -> line.contains(" ● ")).toList())
        .hasSize(saga.stepList().path("items").size())
        .doesNotHaveDuplicates();
    assertThat(output()).contains("site: saga 1 succeeded in ").doesNotContain("\u001b");
  }

  @Test
  void endsWithOneWhenAPersonIsNeeded() throws Exception {
    serve(new RecordedSaga(2, true).finished(), Integer.MAX_VALUE);

    assertThat(run("", "watch", "site")).isEqualTo(1);
    assertThat(output())
        .contains("No connection to 10.77.1.2:22")
        .contains("mooring retry site --step check-node@openstack-compute02");
    assertThat(run("", "status")).isEqualTo(1);
  }

  @Test
  void leavesTheSagaRunningWhenTheTimeIsOver() throws Exception {
    serve(new RecordedSaga(2, false), Integer.MAX_VALUE);

    assertThat(run("", "watch", "--timeout", "1s")).isEqualTo(3);
    assertThat(errors()).contains("the saga continues");
  }

  @Test
  void namesTheFieldAndTheLineOfARefusedDocument() throws Exception {
    serve(new RecordedSaga(2, false), 1);

    assertThat(run(DOCUMENT, "apply", "-f", "-")).isEqualTo(2);
    assertThat(errors())
        .contains("nothing was changed")
        .contains("line 4, ceph.pools[1].name: only lower case");
  }

  @Test
  void aCheckTellsTheSameProblemOfManyNodesOnce() throws Exception {
    serve(new RecordedSaga(2, false).finished(), 1);
    server.trouble();

    assertThat(run("", "check", "site")).isEqualTo(1);
    assertThat(server.requests.toString()).contains("\"kind\":\"check\"");
    assertThat(output())
        .contains("In the way", "openstack-compute[01-02] DISK_SPACE_LOW: /var has 12 MiB free.")
        .contains("Free some space.")
        .contains("check-cluster@ceph-mon-01: No answer from the cluster.")
        .contains("site: 2 in the way, 1 could not be looked at; looked at ")
        .containsOnlyOnce("/var has 12 MiB");
  }

  @Test
  void aCheckSaysThatNothingStandsInTheWay() throws Exception {
    serve(new RecordedSaga(2, false).finished(), 1);

    assertThat(run("", "check", "site")).isZero();
    assertThat(output()).contains("site: nothing stands in the way; looked at ");
    assertThat(run("", "check")).isEqualTo(2);
  }

  @Test
  void helpFitsOnANarrowTerminal() {
    for (String verb : Mooring.verbs()) {
      Invocation narrow = new Invocation().with("COLUMNS", "80");

      narrow.run("", verb, "--help");

      assertThat(narrow.output().lines()).as(verb).isNotEmpty().allMatch(it -> it.length() <= 80);
    }
  }

  @Test
  void saysWhatToDoWhenAnotherSagaRuns() throws Exception {
    serve(new RecordedSaga(2, false), 1);
    server.becomeBusy();

    assertThat(run("name: site", "apply", "-f", "-")).isEqualTo(1);
    assertThat(errors()).contains("still running").contains("mooring watch site");
  }

  @Test
  void printsDataForScripts() throws Exception {
    serve(new RecordedSaga(2, false).finished(), 1);

    assertThat(run("name: site", "apply", "-f", "-", "-o", "name")).isZero();
    assertThat(output().strip()).isEqualTo(RecordedSaga.ID);
    out.reset();
    assertThat(run("", "list", "-o", "yaml")).isZero();
    assertThat(output()).contains("- name: site");
    out.reset();
    assertThat(run("", "events", "1", "-o", "name")).isZero();
    assertThat(output()).startsWith("saga-started").endsWith("saga-succeeded\n");
    out.reset();
    assertThat(run("", "retry", "--step", "check-node")).isZero();
    assertThat(output().strip()).isEqualTo("check-node@openstack-compute02");
    assertThat(server.requests.getLast())
        .endsWith("/retry {\"select\":\"check-node\",\"why\":\"\"}");
  }

  @Test
  void showsThePlanAndChangesNothingWithoutAYes() throws Exception {
    // given
    Path document = Files.writeString(home.resolve("site.yaml"), "name: site");
    serve(new RecordedSaga(2, false).finished(), 1);
    answering = true;

    // when
    int refused = run("no\n", "apply", "-f", document.toString());
    boolean begun = server.requests.stream().anyMatch(it -> it.contains("\"kind\":\"apply\""));
    int agreed = run("yes\n", "apply", "-f", document.toString());

    // then
    assertThat(refused).isEqualTo(1);
    assertThat(begun).isFalse();
    assertThat(output())
        .contains("configure-glance  on openstack-controller[01-02]")
        .contains("+stores = rbd")
        .contains("glance on openstack-controller[01-02]")
        .contains("Plan p-0123456789ab: 1 to create, 2 to update, 0 to delete, 2 restarts");
    assertThat(errors()).contains("Nothing was changed.").contains("--plan p-0123456789ab");
    assertThat(agreed).isZero();
    assertThat(server.requests.getLast()).contains("\"plan\":\"p-0123456789ab\"");
    assertThat(run("", "apply", "--plan", "p-0123456789ab", "-o", "name")).isZero();
    assertThat(server.requests.getLast()).contains("\"plan\":\"p-0123456789ab\"");
    assertThat(run("", "apply", "--plan", "p-000000000000")).isEqualTo(2);
  }

  @Test
  void removesNothingUnlessTheNameIsTyped() throws Exception {
    serve(new RecordedSaga(2, false), 1);
    answering = true;

    assertThat(run("yes\n", "remove", "site")).isEqualTo(2);
    assertThat(server.requests).noneMatch(it -> it.startsWith("POST"));
    assertThat(run("site\n", "remove", "site", "--pool", "openstack-vms")).isZero();
    assertThat(server.requests.getLast())
        .contains("\"kind\":\"remove\"")
        .contains("\"confirm\":\"site\"")
        .contains("\"pools\":[\"openstack-vms\"]");
  }

  @Test
  void givesOrdersForWhatWasSeen() throws Exception {
    serve(new RecordedSaga(2, true).finished(), 1);

    assertThat(run("", "skip", "check-node@openstack-compute02", "--why", "gone")).isZero();
    assertThat(server.requests.getLast())
        .contains("/skip {\"step\":\"check-node@openstack-compute02\",\"why\":\"gone\"}");
    assertThat(server.versions.getLast()).isEqualTo("\"7\"");
    server.move();
    assertThat(run("", "cancel", "site")).isEqualTo(1);
    assertThat(errors()).contains("Look at it again");
    assertThat(run("", "status")).isEqualTo(1);
    assertThat(output()).contains("What you can do now: mooring ORDER site").contains("Tries 1");
  }

  @Test
  void showsWhatTheAttemptsOfAStepRan() throws Exception {
    serve(new RecordedSaga(2, false).finished(), 1);

    assertThat(run("", "step", RecordedSaga.FIRST, "--in", "site")).isZero();
    assertThat(output())
        .contains("check-node@ceph-mon-01  succeeded")
        .contains("Attempt 1")
        .contains("ceph-mon-01  look at the node  status 0  0.0 s  212 bytes")
        .contains("with: ceph.target")
        .contains("         present ceph\n")
        .contains("read /etc/hosts  no status  30 s")
        .contains("was stopped before its end");
    out.reset();
    assertThat(run("", "step", RecordedSaga.FIRST, "-o", "json")).isZero();
    assertThat(output()).contains("\"durationMillis\" : 12");
    assertThat(run("", "step", "no-such-step@nowhere")).isEqualTo(2);
  }

  @Test
  void takesBackTheNewestApplyThoughSomebodyLookedAfterIt() throws Exception {
    serve(new RecordedSaga(2, false).finished(), 1);
    server.verify();

    assertThat(run("", "rollback", "site")).isZero();
    assertThat(run("", "rollback")).isZero();
    assertThat(server.requests.stream().filter(request -> request.startsWith("POST")).toList())
        .hasSize(2)
        .allMatch(request -> request.startsWith("POST /api/v1/sagas/" + RecordedSaga.ID));
  }

  @Test
  void asksAPersonBeforeItTakesAnythingBack() throws Exception {
    serve(new RecordedSaga(2, false).finished(), 1);
    answering = true;

    assertThat(run("\n", "rollback", "site")).isEqualTo(1);
    assertThat(errors())
        .contains("site, saga 1, apply: takes back what ")
        .contains("Nothing was changed.");
    assertThat(server.requests).noneMatch(it -> it.startsWith("POST"));
    assertThat(run("yes\n", "rollback", "site")).isZero();
    assertThat(run("", "rollback", "site", "--yes")).isZero();
    assertThat(server.requests).filteredOn(it -> it.contains("/rollback")).hasSize(2);
  }

  @Test
  void explainsCodesAndFields() throws Exception {
    serve(new RecordedSaga(2, true).finished(), 1);

    assertThat(run("", "explain", "NODE_UNREACHABLE")).isZero();
    assertThat(run("", "explain", "ceph.pools")).isZero();
    assertThat(output())
        .contains("NODE (HOST port PORT) cannot be reached: WHY.")
        .contains("Is the node up?")
        .contains("  - From the machine of Mooring: ssh -p PORT USER@HOST true;")
        .contains("by itself")
        .contains("ceph.pools  list")
        .contains("What it is called.");
    assertThat(run("", "explain", "ceph.pool")).isEqualTo(2);
    assertThat(run("", "explain", "NOTHING_KNOWN")).isEqualTo(2);
  }

  @Test
  void completesNamesThatTheServerKnows() throws Exception {
    serve(new RecordedSaga(2, true).finished(), 1);

    assertThat(run("", "names", "steps")).isZero();
    assertThat(output()).contains("check-node@openstack-compute02\n");
    out.reset();
    assertThat(Mooring.run(terminal(""), "completion", "bash")).isZero();
    assertThat(output())
        .contains("$(mooring names integrations 2>/dev/null)")
        .contains("$(mooring names steps 2>/dev/null)")
        .contains("rollback")
        .doesNotContain("MOORING_steps");
  }

  @Test
  void refusesWhatNobodyKnows() throws Exception {
    serve(new RecordedSaga(2, false), 1);

    assertThat(run("", "status", "elsewhere")).isEqualTo(2);
    assertThat(errors()).contains("No saga or integration is called elsewhere");
    assertThat(run("", "watch", "--timeout", "soon")).isEqualTo(2);
    assertThat(run("", "apply", "-f", "/nowhere.yaml")).isEqualTo(2);
  }

  @Test
  void showsTheTokenThatIsNearest() throws Exception {
    // given
    Files.writeString(home.resolve("token"), "of-this-machine\n");
    environment.put("MOORING_HOME", home.toString());
    serve(new RecordedSaga(2, false), 1);

    // when
    run("", "list");
    environment.put("MOORING_TOKEN_FILE", Files.writeString(home.resolve("other"), "b").toString());
    run("", "list");
    environment.put("MOORING_TOKEN", "a");
    run("", "list");

    // then
    assertThat(server.authorizations)
        .containsExactly("Bearer of-this-machine", "Bearer b", "Bearer a");
  }

  @Test
  void saysHowToSignIn() throws Exception {
    serve(new RecordedSaga(2, false), 1);
    server.knowNobody();

    assertThat(run("", "list")).isEqualTo(1);
    assertThat(errors()).contains("MOORING_TOKEN_FILE").contains("MOORING_HOME/token");
  }

  @Test
  void printsALinkForABrowser() throws Exception {
    serve(new RecordedSaga(2, false), 1);

    assertThat(run("", "open")).isZero();
    assertThat(output().strip()).isEqualTo(server.address() + "/open?code=once");
    assertThat(errors()).contains("works once");
  }

  @Test
  void saysHowToStartAServerThatIsNotThere() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }

    assertThat(run("", "list", "--url", "http://127.0.0.1:" + free)).isEqualTo(6);
    assertThat(errors()).contains("mooring up");
  }

  private void serve(RecordedSaga saga, int entriesPerConnection) throws IOException {
    server = new RecordedServer(saga, 0, entriesPerConnection);
  }

  private int run(String input, String... arguments) {
    Terminal terminal = terminal(input);
    if (server == null) {
      return Mooring.run(terminal, arguments);
    }
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--url=" + server.address();
    return Mooring.run(terminal, all);
  }

  private Terminal terminal(String input) {
    return new Terminal(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        false,
        answering);
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
