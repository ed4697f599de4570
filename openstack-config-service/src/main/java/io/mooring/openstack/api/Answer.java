package io.mooring.openstack.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an API answered.
 *
 * @param status the HTTP status; 0 when no answer came
 * @param body the body; when no answer came, why
 * @param clock what time it is where the answer comes from; empty when it did not say
 * @param silence why no answer came, as far as that makes a difference
 */
public record Answer(int status, byte[] body, Optional<Instant> clock, Silence silence) {
  /** The ways not to answer. */
  public enum Silence {
    /** It answered. */
    NONE,
    /** It may be there and hang. */
    LATE,
    /** Its certificate is not trusted. */
    UNTRUSTED,
    /** It is not there, or does not speak as we do. */
    ABSENT
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /** In an answer that was made for browsers they repeat the status. */
  private static final Pattern HEADINGS =
      Pattern.compile("<(title|h1)>.*?</\\1>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private static final int SHOWN = 300;

  /** An answer that says nothing of the time. */
  public Answer(int status, byte[] body) {
    this(status, body, Optional.empty(), status == 0 ? Silence.ABSENT : Silence.NONE);
  }

  static Answer none(String reason) {
    return new Answer(0, reason.getBytes(StandardCharsets.UTF_8));
  }

  static Answer none(Throwable failure, boolean tls) {
    return new Answer(
        0,
        Unanswered.reason(failure, tls).getBytes(StandardCharsets.UTF_8),
        Optional.empty(),
        Unanswered.untrusted(failure) ? Silence.UNTRUSTED : Silence.ABSENT);
  }

  static Answer late(Duration patience) {
    byte[] reason = "after %d s".formatted(patience.toSeconds()).getBytes(StandardCharsets.UTF_8);
    return new Answer(0, reason, Optional.empty(), Silence.LATE);
  }

  /** Whether the API did what it was asked. */
  public boolean succeeded() {
    return status >= 200 && status < 300;
  }

  /** Whether the API refused us, not the request. */
  public boolean refused() {
    return status == 401 || status == 403;
  }

  /** The body as JSON; missing when it is none. */
  public JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JacksonException notJson) {
      return MissingNode.getInstance();
    } catch (IOException impossible) {
      throw new IllegalStateException("bytes in memory can be read", impossible);
    }
  }

  /** The body as text. */
  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Nothing when it succeeded, else what went wrong, for people. */
  public Optional<String> problem(String what) {
    if (succeeded()) {
      return Optional.empty();
    }
    String text =
        HEADINGS.matcher(text()).replaceAll(" ").replaceAll("(<[^>]*>|\\s)+", " ").strip();
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return Optional.of(
        status == 0
            ? "%s: no answer (%s)".formatted(what, shown)
            : "%s: HTTP %d %s".formatted(what, status, shown));
  }
}
