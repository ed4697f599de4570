package io.mooring.orchestrator.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.mooring.contracts.Topics;
import io.mooring.orchestrator.saga.HistoryType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Keeps the description of the public events equal to the code; {@code -Dupdate=true} writes it
 * anew.
 */
class AsyncApiReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs", "reference");
  private static final Path PAGE = REFERENCE.resolve("asyncapi.yaml");
  private static final Path SOURCE =
      Path.of("src/main/java/io/mooring/orchestrator/saga/HistoryType.java");
  private static final Pattern CONSTANT = Pattern.compile("/\\*\\* ([^*]*?) \\*/\\s+([A-Z_]+)\\(");

  /** What the teller's requests are about; a receiver gets no others. */
  private static final Set<HistoryType> TOLD =
      Set.of(
          HistoryType.SAGA_INCIDENT,
          HistoryType.SAGA_QUARANTINED,
          HistoryType.SAGA_SUCCEEDED,
          HistoryType.SAGA_ROLLED_BACK,
          HistoryType.INTEGRATION_DRIFTED);

  private static final String HEAD =
      """
      # Made from the code; a test keeps it so.
      asyncapi: 3.0.0
      info:
        title: Mooring's public events
        version: v1
        description: >-
          Everything that happens to sagas and integrations, as CloudEvents 1.0. The same event has the same id by every
          way and however often it comes: delivery is at least once. New types and new fields may come; ignore those
          that you do not know.
      defaultContentType: application/json
      channels:
        stream:
          address: %s
          description: >-
            A topic of Kafka, keyed by saga, in the order in which things happened to it. CloudEvents in binary mode: the
            attributes are headers (ce_id, ce_type, ce_source, ce_subject, ce_time), the value is the entry.
          messages:
      """
          .formatted(Topics.SAGA_EVENTS);
  private static final String WEBHOOK =
      """
        notification:
          address: '{url}'
          description: >-
            A POST to each receiver of the settings, as a CloudEvent in structured JSON, signed with the headers of
            Standard Webhooks (webhook-id, webhook-timestamp, webhook-signature).
          parameters:
            url:
              description: mooring.orchestrator.notifications.NAME.url
          messages:
      """;

  @Test
  void theDescriptionSaysWhatTheCodeSays() throws IOException {
    // given
    String described = described(meanings());
    if (Boolean.getBoolean("update")) {
      Files.writeString(PAGE, described);
    }

    // when
    JsonNode read = new ObjectMapper(new YAMLFactory()).readTree(Files.readString(PAGE));

    // then
    assertThat(Files.readString(PAGE)).isEqualTo(described);
    assertThat(read.at("/components/messages").size()).isEqualTo(HistoryType.values().length);
    assertThat(read.at("/channels/notification/messages").size()).isEqualTo(TOLD.size());
    assertThat(Files.readString(REFERENCE.resolve("openapi.yaml"))).contains("\n    HistoryEntry:");
  }

  private static String described(Map<HistoryType, String> meanings) {
    StringBuilder page = new StringBuilder(HEAD);
    for (HistoryType type : HistoryType.values()) {
      page.append(reference(type, 6));
    }
    page.append(WEBHOOK);
    for (HistoryType type : HistoryType.values()) {
      if (TOLD.contains(type)) {
        page.append(reference(type, 6));
      }
    }
    page.append("operations:\n");
    page.append(operation("publish", "stream"));
    page.append(operation("tell", "notification"));
    page.append("components:\n  messages:\n");
    for (HistoryType type : HistoryType.values()) {
      page.append("    ").append(type.label()).append(":\n");
      page.append("      name: io.mooring.saga.").append(type.label()).append(".v1\n");
      page.append("      summary: ").append(meanings.get(type)).append('\n');
      page.append("      payload:\n");
      page.append("        $ref: 'openapi.yaml#/components/schemas/HistoryEntry'\n");
    }
    return page.toString();
  }

  private static String reference(HistoryType type, int indent) {
    String spaces = " ".repeat(indent);
    return "%s%s:\n%s  $ref: '#/components/messages/%s'\n"
        .formatted(spaces, type.label(), spaces, type.label());
  }

  private static String operation(String name, String channel) {
    return "  %s:\n    action: send\n    channel:\n      $ref: '#/channels/%s'\n"
        .formatted(name, channel);
  }

  /** What each type means, from its comment. */
  private static Map<HistoryType, String> meanings() throws IOException {
    Map<HistoryType, String> meanings = new HashMap<>();
    Matcher constant = CONSTANT.matcher(Files.readString(SOURCE));
    while (constant.find()) {
      meanings.put(HistoryType.valueOf(constant.group(2)), constant.group(1));
    }
    assertThat(meanings).containsOnlyKeys(HistoryType.values());
    return meanings;
  }
}
