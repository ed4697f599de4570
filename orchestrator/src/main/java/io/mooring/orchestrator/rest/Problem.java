package io.mooring.orchestrator.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Why a request was refused (RFC 9457).
 *
 * @param type identifies the kind of problem
 * @param title the kind of problem for people
 * @param status the HTTP status
 * @param detail what it is about and what can be done
 * @param instance the path that was asked for
 * @param code a stable word to search for
 * @param errors the fields that are wrong, where fields are
 * @param legal the orders that would be taken, where an order was refused
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String code,
    List<FieldError> errors,
    List<String> legal) {
  /** The media type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /**
   * A field that is wrong.
   *
   * @param pointer JSON pointer into the document that was sent
   * @param code what is wrong, as a stable word
   * @param message the same for people
   */
  public record FieldError(String pointer, String code, String message) {}

  /** The same problem of that path. */
  Problem at(String path) {
    return new Problem(type, title, status, detail, path, code, errors, legal);
  }

  /** The same problem, with the orders that would be taken. */
  Problem allowing(List<String> orders) {
    return new Problem(type, title, status, detail, instance, code, errors, orders);
  }
}
