package io.mooring.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.DocumentField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows what codes and fields mean. */
public final class ReferenceView {
  private final int width;

  /** Wraps to this width. */
  public ReferenceView(int width) {
    this.width = width;
  }

  /** An error code as the API tells it. */
  public List<Line> code(JsonNode code) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of(Style.BOLD, code.path("code").asText()));
    Optional<RecoveryAdvice> advice = RecoveryAdvice.of(code.path("code").asText());
    advice.ifPresent(it -> text(lines, it.said()));
    lines.add(Line.empty());
    text(lines, code.path("next").asText());
    advice.ifPresent(
        it ->
            it.hints()
                .forEach(hint -> lines.addAll(Wrap.behind(Style.PLAIN, "  - ", hint, width))));
    lines.add(Line.empty());
    text(lines, "Who has to act: " + code.path("category").asText());
    text(
        lines,
        code.path("retryable").asBoolean()
            ? "Mooring tries the step again by itself before it asks for a person."
            : "Mooring does not try the step again by itself.");
    return lines;
  }

  /** A field with those below it. */
  public List<Line> field(DocumentField field) {
    List<Line> lines = new ArrayList<>();
    Line title = Line.of(Style.BOLD, field.path().isEmpty() ? "the document" : field.path());
    lines.add(title.add(Style.DIM, kind(field)));
    text(lines, field.schema().path("description").asText());
    if (!field.children().isEmpty()) {
      lines.add(Line.empty());
    }
    int column = field.children().stream().mapToInt(c -> name(c).length()).max().orElse(0) + 4;
    field.children().forEach(child -> child(lines, child, column));
    return lines;
  }

  private void child(List<Line> lines, DocumentField child, int column) {
    lines.add(
        Line.of(Style.PLAIN, "  ")
            .add(Style.BOLD, name(child))
            .tab(column)
            .add(Style.DIM, kind(child).strip()));
    for (String part :
        Wrap.text(child.schema().path("description").asText(), Math.max(30, width - column))) {
      lines.add(Line.empty().tab(column).add(part));
    }
  }

  private static String name(DocumentField field) {
    return field.path().substring(field.path().lastIndexOf('.') + 1);
  }

  private static String kind(DocumentField field) {
    String type = field.type().isEmpty() ? "" : "  " + field.type();
    String needed = field.required() ? "  required" : "";
    return type + field.standard().map(value -> "  default " + value).orElse(needed);
  }

  private void text(List<Line> lines, String text) {
    Wrap.text(text, Math.max(30, width - 2))
        .forEach(part -> lines.add(Line.of(Style.PLAIN, "  " + part)));
  }
}
