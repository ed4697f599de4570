package io.mooring.orchestrator.persistence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An entry of the history as it is stored, served and published.
 *
 * @param sequence its place among all entries of the installation
 * @param at when it happened
 * @param integration name of the integration
 * @param saga the saga
 * @param type what happened: {@code step-failed}
 * @param step the step, if it happened to one
 * @param node that step's node
 * @param attempt that step's attempt
 * @param actor who made it happen
 * @param summary one line for people
 * @param detail what else is known, as a JSON object
 * @param ran what the attempt ran on nodes, as a JSON array; only where the history is exported
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "HistoryEntry")
public record StoredEntry(
    long sequence,
    Instant at,
    String integration,
    UUID saga,
    String type,
    String step,
    String node,
    Integer attempt,
    String actor,
    String summary,
    @JsonRawValue @Schema(implementation = Object.class) String detail,
    @JsonRawValue @Schema(type = SchemaType.ARRAY, implementation = StoredRun.class) String ran) {
  private static final int LONGEST_CUT_SUMMARY = 10_000;

  /** The same entry has the same identity, however often and by whatever way it is told. */
  public UUID identity() {
    return UUID.nameUUIDFromBytes(("history/" + sequence).getBytes(StandardCharsets.UTF_8));
  }

  /** The type of the CloudEvent that tells it. */
  public String eventType() {
    return "io.mooring.saga." + type + ".v1";
  }

  /** The same entry without its details and the end of a long summary; the API has all of it. */
  public StoredEntry cut() {
    return new StoredEntry(
        sequence,
        at,
        integration,
        saga,
        type,
        step,
        node,
        attempt,
        actor,
        summary.length() <= LONGEST_CUT_SUMMARY
            ? summary
            : summary.substring(0, LONGEST_CUT_SUMMARY),
        "{\"cut\":true}",
        null);
  }
}
