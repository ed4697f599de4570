package io.mooring.node.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StartListTest {
  private static final Runner.Copy CEPH =
      new Runner.Copy("/var/lib/kolla/config_files/ceph", "/etc/ceph");

  @Test
  void shouldAddAnEntryAndKeepEveryByteThatIsThere() {
    // Given
    String list =
        """
        {
            "command": "glance-api",
            "config_files": [
                {
                    "source": "/x/glance-api.conf",
                    "dest": "/etc/glance/glance-api.conf"
                }
            ],
            "permissions": [{"path": "/var/lib/glance"}]
        }
        """;

    // When
    String with = with(list);

    // Then
    assertThat(with)
        .isEqualTo(
            list.replace(
                "        }\n    ],",
                """
                        },
                        {
                            "source": "/var/lib/kolla/config_files/ceph",
                            "dest": "/etc/ceph",
                            "owner": "glance",
                            "perm": "0600"
                        }
                    ],\
                """));
  }

  @Test
  void shouldFillAnEmptyListAndTakeNoOtherFileForOne() {
    // When, then
    assertThat(with("{\"config_files\": []}")).startsWith("{\"config_files\": [\n").endsWith("]}");
    assertThat(StartList.with("[1".getBytes(StandardCharsets.UTF_8), CEPH, "glance", false))
        .isEmpty();
    assertThat(StartList.with("{}".getBytes(StandardCharsets.UTF_8), CEPH, "glance", false))
        .isEmpty();
  }

  private static String with(String list) {
    return new String(
        StartList.with(list.getBytes(StandardCharsets.UTF_8), CEPH, "glance", false).orElseThrow(),
        StandardCharsets.UTF_8);
  }
}
