package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.DocumentField;
import io.mooring.cli.view.Line;
import io.mooring.cli.view.ReferenceView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains an error code or a field of the document. */
@Command(
    name = "explain",
    description = "Explain an error code, or a field of the integration document.",
    footer = {
      "",
      "Examples:",
      "  mooring explain NODE_UNREACHABLE   what it means and what to do",
      "  mooring explain ceph.pools         what can be written there",
      "  mooring explain                    the fields that a document begins with"
    })
public final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Spec private CommandSpec spec;
  @Mixin private Options options;
  @Mixin private Output output;

  @Parameters(
      arity = "0..1",
      defaultValue = "",
      paramLabel = "CODE|FIELD",
      description = "For example NODE_UNREACHABLE or ceph.pools.name.")
  private String subject;

  /** Runs on this terminal. */
  public ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ApiClient api = options.client(terminal);
    return subject.matches("[A-Z][A-Z0-9_]+") ? code(api) : field(api);
  }

  private int code(ApiClient api) {
    JsonNode code =
        StreamSupport.stream(api.errorCodes().path("items").spliterator(), false)
            .filter(item -> item.path("code").asText().equals(subject))
            .findFirst()
            .orElseThrow(
                () ->
                    unknown(
                        "No error code is called "
                            + subject
                            + ". All: docs/reference/error-codes.md"));
    return show(code, "code", new ReferenceView(width()).code(code));
  }

  private int field(ApiClient api) {
    DocumentField document = DocumentField.ofDocument(api.documentSchema());
    Optional<DocumentField> field = document.find(subject);
    if (field.isEmpty()) {
      throw unknown("The document has no field " + subject + ". " + known(document));
    }
    return show(field.get().schema(), "description", new ReferenceView(width()).field(field.get()));
  }

  /** Where to look on: at the last field on the way that there is. */
  private String known(DocumentField document) {
    String above = subject;
    while (above.contains(".")) {
      above = above.substring(0, above.lastIndexOf('.'));
      if (document.find(above).isPresent()) {
        return "What " + above + " has: mooring explain " + above;
      }
    }
    return "What it begins with: mooring explain";
  }

  private int show(JsonNode data, String name, List<Line> lines) {
    if (output.table()) {
      terminal.print(lines, options.coloured(terminal));
    } else {
      output.print(terminal, data, List.of(data), name);
    }
    return ExitCode.SUCCEEDED;
  }

  private int width() {
    return Math.min(100, terminal.size().columns() - 1);
  }

  private ParameterException unknown(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
