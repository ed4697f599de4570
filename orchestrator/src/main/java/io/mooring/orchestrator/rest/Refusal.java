package io.mooring.orchestrator.rest;

import io.mooring.contracts.Counted;
import io.mooring.orchestrator.document.Violation;
import io.mooring.orchestrator.messaging.BrokerAway;
import io.mooring.orchestrator.rest.Problem.FieldError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Ends a request with a problem. */
final class Refusal extends RuntimeException {
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int GONE = 410;
  private static final int TOO_LARGE = 413;
  private static final int PRECONDITION_FAILED = 412;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final Duration AFTER_OTHERS = Duration.ofSeconds(30);
  private static final Duration AFTER_BROKER = Duration.ofSeconds(5);

  private final transient Problem problem;
  private final Optional<Duration> retryAfter;

  Refusal(Problem problem) {
    this(problem, Optional.empty());
  }

  private Refusal(Problem problem, Optional<Duration> retryAfter) {
    super(problem.code(), null, false, false);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  Problem problem() {
    return problem;
  }

  /** When it makes sense to ask again, if it ever does by itself. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  private Refusal until(Duration wait) {
    return new Refusal(problem, Optional.of(wait));
  }

  static Refusal invalidDocument(List<Violation> violations) {
    return of(
        BAD_REQUEST,
        "invalid-document",
        "The integration document is not valid",
        "Nothing was stored and no node was touched. Fix what the errors name, then submit it"
            + " again.",
        errors(violations));
  }

  static Refusal outdatedDocument(List<Violation> violations) {
    return of(
        CONFLICT,
        "outdated-document",
        "The stored document is not valid any more",
        "An earlier release of Mooring accepted it. No saga was started. Fix what the errors name,"
            + " submit the document again, then start the saga.",
        errors(violations));
  }

  static List<FieldError> errors(List<Violation> violations) {
    return violations.stream()
        .map(wrong -> new FieldError(wrong.pointer(), wrong.code(), wrong.message()))
        .toList();
  }

  static Refusal invalidField(String pointer, String message) {
    return of(
        BAD_REQUEST,
        "invalid-request",
        "The request is not valid",
        message,
        List.of(new FieldError(pointer, "invalid-value", message)));
  }

  static Refusal unreadable() {
    return of(
        BAD_REQUEST,
        "unreadable-request",
        "The request can't be read",
        "The body is not the JSON that this request takes; see /q/openapi.",
        List.of());
  }

  static Refusal notAuthenticated() {
    return of(
        UNAUTHORIZED,
        "not-authenticated",
        "The request does not say who sends it",
        "Send Authorization: Bearer TOKEN with this machine's token or one of your identity"
            + " provider. In a browser open the link that mooring open prints.",
        List.of());
  }

  static Refusal notAllowed() {
    return of(
        FORBIDDEN,
        "not-allowed",
        "Your role does not allow this",
        "A viewer reads, an operator also submits, starts and retries, an admin also gives others"
            + " access.",
        List.of());
  }

  static Refusal forgotten(String begin) {
    return of(
        GONE,
        "history-forgotten",
        "What followed there is not kept any more",
        "Sagas that were too old have been forgotten, and with them entries of the history up to %s. Follow from there with after, or anew without it; what is kept comes whole."
            .formatted(begin),
        List.of());
  }

  static Refusal tooManyStreams(int most) {
    return of(
            TOO_MANY,
            "too-many-streams",
            "Too many clients follow events",
            "%s open already. Close some, or read the events page by page."
                .formatted(Counted.of(most, "event stream").with("is", "are")),
            List.of())
        .until(AFTER_OTHERS);
  }

  static Refusal brokerAway(BrokerAway away) {
    return of(
            UNAVAILABLE,
            "broker-away",
            "The Kafka broker does not answer",
            "Seen: %s. Start it (anew, if it hangs), or correct kafka.bootstrap.servers. Sagas go on by themselves then."
                .formatted(away.getMessage()),
            List.of())
        .until(AFTER_BROKER);
  }

  static Refusal noDeadLetter() {
    return of(
        NOT_FOUND,
        "no-such-dead-letter",
        "There is no such dead letter",
        "The broker keeps none at this place, or not any more; GET /api/v1/dead-letters lists"
            + " them.",
        List.of());
  }

  static Refusal deadLetterDecided() {
    return of(
        CONFLICT,
        "dead-letter-decided",
        "Somebody has decided about this dead letter",
        "Read it again: it says who, when and why.",
        List.of());
  }

  static Refusal deadLetterNotWhole() {
    return of(
        CONFLICT,
        "dead-letter-not-whole",
        "This dead letter can't be sent again",
        "Only its beginning was kept, or it does not say where it came from. Discard it.",
        List.of());
  }

  static Refusal documentMoved(int generation) {
    return of(
        PRECONDITION_FAILED,
        "document-moved",
        "The document was changed by somebody else",
        "It has generation %d now; nothing was stored. Read it, make your change in it, then submit"
                .formatted(generation)
            + " that.",
        List.of());
  }

  static Refusal noLinks() {
    return of(
        CONFLICT,
        "no-browser-links",
        "There are no links for browsers here",
        "A link is made only for the holder of the token of this machine.",
        List.of());
  }

  static Refusal tooLarge(int most) {
    return of(
        TOO_LARGE,
        "document-too-large",
        "The document is too large",
        "A document has at most %d KiB.".formatted(most / 1024),
        List.of());
  }

  static Refusal noIntegration() {
    return of(
        NOT_FOUND,
        "no-such-integration",
        "There is no such integration",
        "No integration has this name; GET /api/v1/integrations lists them.",
        List.of());
  }

  static Refusal noSaga() {
    return of(
        NOT_FOUND,
        "no-such-saga",
        "There is no such saga",
        "No saga has this id; GET /api/v1/integrations/{name}/sagas lists those of an integration.",
        List.of());
  }

  static Refusal noStep() {
    return of(
        NOT_FOUND,
        "no-such-step",
        "There is no such step",
        "The saga has no step of this name; GET /api/v1/sagas/{id}/steps lists them.",
        List.of());
  }

  static Refusal alreadyRunning(UUID saga) {
    return of(
        CONFLICT,
        "saga-running",
        "A saga of this integration is running",
        "Wait until saga %s is at rest, then ask again.".formatted(saga),
        List.of());
  }

  static Refusal quarantined() {
    return of(
        CONFLICT,
        "saga-quarantined",
        "The saga is set aside",
        "Its data can't be processed; the saga says why. Start a new saga for its integration.",
        List.of());
  }

  static Refusal superseded(UUID newest) {
    return of(
        CONFLICT,
        "saga-superseded",
        "A newer saga has taken over",
        "Retry saga %s instead: the nodes refuse commands of older ones.".formatted(newest),
        List.of());
  }

  private static Refusal of(
      int status, String code, String title, String detail, List<FieldError> errors) {
    return new Refusal(problem(status, code, title, detail, errors));
  }

  static Problem problem(
      int status, String code, String title, String detail, List<FieldError> errors) {
    return new Problem(
        "urn:mooring:problem:" + code, title, status, detail, null, code, errors, List.of());
  }
}
