package io.mooring.openstack.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.openstack.configuration.Edit.Set;
import io.mooring.openstack.configuration.UnifiedDiff.Secrets;
import io.mooring.participant.step.Redaction;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {

  @Test
  void isEmptyWhenNothingDiffers() {
    ConfigurationFile file = ConfigurationFile.parse("[a]\nx = 1\n");
    assertThat(UnifiedDiff.between("/etc/a.conf", file, file, Secrets.HIDDEN)).isEmpty();
  }

  @Test
  void showsThreeLinesOfContext() {
    assertThat(diff("[a]\n#1\n#2\n#3\n#4\nx = 1\n#5\n#6\n#7\n#8\n", Secrets.SHOWN))
        .isEqualTo(
            """
            --- a/etc/a.conf
            +++ b/etc/a.conf
            @@ -3,7 +3,7 @@
             #2
             #3
             #4
            -x = 1
            +x = new
             #5
             #6
             #7
            """);
  }

  @Test
  void showsAMissingLastLineEnd() {
    assertThat(diff("[a]\nx = 1", Secrets.SHOWN))
        .endsWith(
            """
            -x = 1
            \\ No newline at end of file
            +x = new
            \\ No newline at end of file
            """);
  }

  @Test
  void hidesSecretsOfTheLinesAround() {
    // given
    String text =
        """
        [a]
        connection = mysql://glance:geheim@db/glance
        #transport_url = rabbit://openstack:geheim@mq
        x = 1
        password = geheim
          geheim
        backend_url = redis://:geheim@cache:6379
        """;

    // when
    String diff = diff(text, Secrets.HIDDEN);

    // then
    assertThat(diff)
        .doesNotContain("geheim")
        .contains(" connection = ******\n", "-x = 1\n+x = new\n", " password = ******\n");
    assertThat(diff(text, Secrets.SHOWN)).contains("geheim");
  }

  @Test
  void showsThatASecretChangedButNotTheSecret() {
    // given
    ConfigurationFile before = ConfigurationFile.parse("[a]\nauth_token = old\n");
    ConfigurationFile after = before.edit(List.of(new Set("a", "auth_token", "geheim"))).result();

    // when
    String diff = UnifiedDiff.between("/etc/a.conf", before, after, Secrets.HIDDEN);

    // then
    assertThat(diff).endsWith("-auth_token = ******\n+auth_token = ******\n");
  }

  @Test
  void showsWhatPeopleNeedToCompare() {
    assertThat(Redaction.isSecret("rbd_secret_uuid")).isFalse();
    assertThat(Redaction.isSecret("keyring")).isFalse();
    assertThat(Redaction.isSecret("rbd_store_user")).isFalse();
    assertThat(Redaction.isSecret("memcache_secret_key")).isTrue();
    assertThat(Redaction.isSecret("slave_connection")).isTrue();
    assertThat(new Problem(1, "Local File", "").shown()).isEqualTo("Local File");
    assertThat(new Problem(1, "password geheim", "").shown()).doesNotContain("geheim");
    assertThat(new Problem(1, "password geheim", "").toString()).doesNotContain("geheim");
    assertThat(new Problem(1, "AQBhKj1nAAAAABAAxkGKuE6m0AgQWPqSTRmAbg==", "").shown())
        .isEqualTo("******");
  }

  private static String diff(String text, Secrets secrets) {
    ConfigurationFile before = ConfigurationFile.parse(text);
    ConfigurationFile after = before.edit(List.of(new Set("a", "x", "new"))).result();
    return UnifiedDiff.between("/etc/a.conf", before, after, secrets);
  }
}
