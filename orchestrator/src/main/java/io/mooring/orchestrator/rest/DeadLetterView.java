package io.mooring.orchestrator.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mooring.orchestrator.messaging.DeadLetterBox.Letter;
import io.mooring.orchestrator.messaging.DeadLetterBox.Origin;
import io.mooring.orchestrator.persistence.DeadLetterDecisions.Decision;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A record that could not be used.
 *
 * @param place its place among the dead letters; what it is asked for by
 * @param at when it was put there
 * @param reason why it could not be used, as a stable word
 * @param detail where in the record; may be empty
 * @param topic where it came from; absent when that is not known
 * @param partition its partition there
 * @param offset its place there
 * @param key its key: a node, or a saga
 * @param headers its headers
 * @param size how many bytes it had
 * @param raw its content, at most 16 KiB of it; absent in lists
 * @param form of {@code raw}: {@code text} or {@code hex}
 * @param decision what was decided about it; absent while nobody has
 * @param actions what can be done with it now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    name = "DeadLetter",
    requiredProperties = {"place", "at", "reason", "detail", "headers", "size", "actions"})
public record DeadLetterView(
    long place,
    Instant at,
    String reason,
    String detail,
    String topic,
    Integer partition,
    Long offset,
    String key,
    Map<String, String> headers,
    int size,
    String raw,
    String form,
    Decided decision,
    List<ActionView> actions) {
  private static final int MOST_RAW = 16 * 1024;

  /**
   * What somebody decided.
   *
   * @param decision {@code redriven} or {@code discarded}
   * @param actor who
   * @param why the reason; may be empty
   * @param at when
   */
  @Schema(
      name = "DeadLetterDecision",
      requiredProperties = {"decision", "actor", "why", "at"})
  record Decided(String decision, String actor, String why, Instant at) {}

  static DeadLetterView of(Letter letter, Decision decision, boolean withContent) {
    Origin origin = letter.origin().orElse(null);
    byte[] begin = Arrays.copyOf(letter.value(), Math.min(letter.value().length, MOST_RAW));
    String text = withContent ? text(begin) : null;
    return new DeadLetterView(
        letter.place(),
        letter.at(),
        letter.reason(),
        letter.detail(),
        origin == null ? null : origin.topic(),
        origin == null ? null : origin.partition(),
        origin == null ? null : origin.offset(),
        letter.key(),
        letter.headers(),
        letter.cutFrom().orElse(letter.value().length),
        !withContent ? null : text != null ? text : HexFormat.ofDelimiter(" ").formatHex(begin),
        !withContent ? null : text != null ? "text" : "hex",
        decision == null
            ? null
            : new Decided(decision.decision(), decision.actor(), decision.why(), decision.at()),
        decision == null ? actions(letter) : List.of());
  }

  private static List<ActionView> actions(Letter letter) {
    ActionView discard =
        new ActionView(
            "discard",
            "Marks it as dealt with; nothing is sent. The record stays in the topic as long as the"
                + " broker keeps it.",
            List.of(),
            List.of());
    return letter.isWhole()
        ? List.of(
            new ActionView(
                "redrive",
                "Sends the record, as it came, to %s again. The service that could not use it tries again."
                    .formatted(letter.origin().orElseThrow().topic()),
                List.of(),
                List.of()),
            discard)
        : List.of(discard);
  }

  /** Null when it is none; a character may be cut in two at the end. */
  private static String text(byte[] bytes) {
    for (int cut = 0; cut < 4 && cut <= bytes.length; cut++) {
      try {
        String text =
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, 0, bytes.length - cut))
                .toString();
        return text.chars().allMatch(DeadLetterView::isReadable) ? text : null;
      } catch (CharacterCodingException notYet) {
        // One byte less may be whole.
      }
    }
    return null;
  }

  private static boolean isReadable(int character) {
    return character >= ' ' || character == '\n' || character == '\t' || character == '\r';
  }
}
