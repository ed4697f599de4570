package io.mooring.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One action on one node, as the API tells it.
 *
 * @param name {@code action@node} or {@code action:object@node}
 * @param action what is done
 * @param node where it is done
 * @param phase the group that it is shown in
 * @param state how far it is
 * @param attempt attempt number, from 1; 0 before the first
 * @param changed whether it changed something
 * @param summary one line for people; may be empty
 * @param startedAt when the present or last try began
 * @param retryAt when it is tried again, while it is backing off
 * @param duration how long it took
 * @param error why it failed
 * @param changes what it changed
 * @param findings what it noticed
 * @param mode plan (it looks only), apply or undo
 */
public record Step(
    String name,
    String action,
    String node,
    String phase,
    State state,
    int attempt,
    boolean changed,
    String summary,
    Optional<Instant> startedAt,
    Optional<Instant> retryAt,
    Optional<Duration> duration,
    Optional<Failure> error,
    List<Change> changes,
    List<Finding> findings,
    String mode) {

  /** How far a step is. */
  public enum State {
    /** Other steps come first. */
    WAITING,
    /** Nothing is in its way. */
    READY,
    /** A participant has it. */
    RUNNING,
    /** It failed and is retried automatically. */
    BACKING_OFF,
    /** Done. */
    SUCCEEDED,
    /** It needs a person. */
    FAILED,
    /** It needs a person, who may choose a way out. */
    HALTED,
    /** Left out. */
    SKIPPED,
    /** Not done because its saga was cancelled. */
    CANCELLED,
    /** A newer server says something that this command doesn't know. */
    OTHER;

    static State of(String text) {
      String wanted = text.replace('-', '_').toUpperCase(Locale.ROOT);
      for (State state : values()) {
        if (state.name().equals(wanted)) {
          return state;
        }
      }
      return OTHER;
    }
  }

  /**
   * Why a step failed.
   *
   * @param code what people can search for
   * @param message what happened
   * @param next what can be done
   */
  public record Failure(String code, String message, String next) {}

  /**
   * One thing that was changed.
   *
   * @param kind create, update, delete or restart
   * @param subject the thing
   * @param summary one line for people
   * @param diff unified diff of a text
   */
  public record Change(String kind, String subject, String summary, Optional<String> diff) {}

  /**
   * Something that a step noticed.
   *
   * @param severity info, warning or stop
   * @param code what it is
   * @param message what was found
   * @param next what can be done; may be empty
   * @param key what a decision about it is remembered by; empty when there is nothing to decide
   * @param choices the ways out of it
   */
  public record Finding(
      String severity,
      String code,
      String message,
      String next,
      String key,
      List<Choice> choices) {}

  /**
   * A way out of a finding.
   *
   * @param name its word
   * @param effect what it will do
   */
  public record Choice(String name, String effect) {}

  /** Whether it needs a person. */
  public boolean needsPerson() {
    return state == State.FAILED || state == State.HALTED;
  }

  /** Whether it will never be done in this saga. */
  public boolean leftOut() {
    return state == State.SKIPPED || state == State.CANCELLED;
  }

  /** Whether it only looks; what it would change, it has not changed. */
  public boolean looks() {
    return mode.equals("plan");
  }

  /** Reads the API's answer. */
  public static Step from(JsonNode node) {
    String action = Json.text(node, "action");
    JsonNode error = node.path("error");
    JsonNode duration = node.path("durationMillis");
    return new Step(
        Json.text(node, "name"),
        action,
        Json.text(node, "node"),
        Json.optionalText(node, "phase").orElse(action),
        State.of(Json.text(node, "state")),
        node.path("attempt").asInt(),
        node.path("changed").asBoolean(),
        Json.text(node, "summary"),
        Json.time(node, "startedAt"),
        Json.time(node, "retryAt"),
        duration.isNumber() ? Optional.of(Duration.ofMillis(duration.asLong())) : Optional.empty(),
        error.isObject()
            ? Optional.of(
                new Failure(
                    Json.text(error, "code"),
                    Json.text(error, "message"),
                    Json.text(error, "next")))
            : Optional.empty(),
        Json.list(node.path("changes"), Step::change),
        Json.list(node.path("findings"), Step::finding),
        Json.text(node, "mode"));
  }

  static Change change(JsonNode node) {
    return new Change(
        Json.text(node, "kind").toLowerCase(Locale.ROOT),
        Json.text(node, "subject"),
        Json.text(node, "summary"),
        Json.optionalText(node, "diff"));
  }

  static Finding finding(JsonNode node) {
    return new Finding(
        Json.text(node, "severity").toLowerCase(Locale.ROOT),
        Json.text(node, "code"),
        Json.text(node, "message"),
        Json.text(node, "next"),
        Json.text(node, "key"),
        Json.list(
            node.path("choices"),
            it -> new Choice(Json.text(it, "name"), Json.text(it, "effect"))));
  }
}
