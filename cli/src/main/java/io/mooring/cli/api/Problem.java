package io.mooring.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Why the server refused a request (RFC 9457).
 *
 * @param status the HTTP status
 * @param title what kind of problem it is
 * @param detail what it is about; may be empty
 * @param code what people can search for; may be empty
 * @param errors the fields that are wrong
 */
public record Problem(
    int status, String title, String detail, String code, List<FieldError> errors) {

  /**
   * One field that is wrong.
   *
   * @param pointer JSON pointer into the document
   * @param code what is wrong with it
   * @param message the same for people
   */
  public record FieldError(String pointer, String code, String message) {}

  /** Reads an answer; one that is no problem document gives the status only. */
  public static Problem from(int status, String body) {
    return of(status, tree(body));
  }

  /** Reads one that is a tree already. */
  public static Problem of(int status, JsonNode node) {
    return new Problem(
        status,
        Json.optionalText(node, "title").orElse("the server answered with HTTP status " + status),
        Json.text(node, "detail"),
        Json.text(node, "code"),
        Json.list(
            node.path("errors"),
            error ->
                new FieldError(
                    Json.text(error, "pointer"),
                    Json.text(error, "code"),
                    Json.text(error, "message"))));
  }

  private static JsonNode tree(String body) {
    try {
      return Json.parse(body);
    } catch (IllegalArgumentException e) {
      return Json.object();
    }
  }

  /** One sentence for people. */
  public String sentence() {
    return detail.isEmpty() ? title : detail;
  }
}
