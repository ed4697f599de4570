package io.mooring.orchestrator.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;

/**
 * A page of a list.
 *
 * @param items what is on it
 * @param next what {@code ?after=} has to say to get the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Items<T>(List<T> items, String next) {

  /**
   * Makes a page of one row more than it may have, if there are so many.
   *
   * @param view what is shown of a row
   * @param cursor what stands for a row in {@code ?after=}
   */
  static <R, T> Items<T> page(
      List<R> rows, int limit, Function<R, T> view, Function<R, Object> cursor) {
    List<R> shown = rows.subList(0, Math.min(rows.size(), limit));
    String next = rows.size() > limit ? cursor.apply(shown.getLast()).toString() : null;
    return new Items<>(shown.stream().map(view).toList(), next);
  }
}
