package io.mooring.orchestrator.rest;

import io.mooring.orchestrator.document.Violation;
import io.mooring.orchestrator.rest.Problem.FieldError;
import java.util.List;
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
  private static final int UNAVAILABLE = 503;

  private final transient Problem problem;

  Refusal(Problem problem) {
    super(problem.code(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
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

  private static List<FieldError> errors(List<Violation> violations) {
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
        UNAVAILABLE,
        "too-many-streams",
        "Too many clients follow events",
        "%d event streams are open already. Close some, or read the events page by page."
            .formatted(most),
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
