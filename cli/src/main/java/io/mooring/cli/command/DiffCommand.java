package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Json;
import io.mooring.cli.api.Plan;
import io.mooring.cli.api.RefusedException;
import io.mooring.cli.api.Saga;
import io.mooring.cli.view.DiffView;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows differences as a patch. */
@Command(
    name = "diff",
    description = {
      "Show differences as a patch; nothing is stored or changed, and no node is looked at.",
      "With -f: the document in the file against the one that is stored. With the name of an"
          + " integration: the nodes against the stored document, as the newest plan or"
          + " verification saw them. To look now: mooring plan, mooring verify.",
      "Exit code 0: no difference; 1: there are some; 2: the document is refused, or nobody looked."
    },
    footer = {
      "",
      "Examples:",
      "  mooring diff -f site.yaml      what I changed in the document",
      "  mooring diff site              what differs on the nodes, file by file",
      "  mooring diff site | delta      by a program of your choice"
    })
public final class DiffCommand implements Callable<Integer> {
  private static final int CONTEXT = 3;
  private static final Set<String> LOOKS = Set.of("plan", "verify");

  private final Terminal terminal;
  @Mixin private Options options;
  @Mixin private DocumentFile file;
  @Mixin private Output output;

  @Parameters(
      arity = "0..1",
      paramLabel = "INTEGRATION",
      completionCandidates = Names.Integrations.class,
      description = "Whose nodes are compared, without -f.")
  private String integration;

  /** Runs on this terminal. */
  public DiffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    file.requireInsteadOf(integration);
    ApiClient api = options.client(terminal);
    return file.isGiven() ? document(api) : nodes(api);
  }

  private int document(ApiClient api) {
    Optional<String> wanted = file.checked(api, terminal);
    if (wanted.isEmpty()) {
      return ExitCode.USAGE;
    }
    String name = name(wanted.get());
    Optional<String> stored = stored(api, name);
    List<String> before = stored.map(text -> text.lines().toList()).orElse(List.of());
    List<String> patch =
        UnifiedDiffUtils.generateUnifiedDiff(
            stored.isPresent() ? "stored:" + name : "/dev/null",
            file.name(),
            before,
            DiffUtils.diff(before, wanted.get().lines().toList()),
            CONTEXT);
    if (output.table()) {
      terminal.print(DiffView.patch(String.join("\n", patch)), options.coloured(terminal));
    } else {
      ObjectNode answer = Json.object().put("integration", name).put("stored", stored.isPresent());
      answer.put("diff", String.join("\n", patch));
      output.print(terminal, answer, List.of(answer), "integration");
    }
    if (!patch.isEmpty()) {
      String where = file.name().equals("The document") ? "-" : file.name();
      terminal.err().println("What that changes on the nodes: mooring plan -f " + where);
    }
    return patch.isEmpty() ? ExitCode.SUCCEEDED : ExitCode.FAILED;
  }

  private static String name(String document) {
    Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(document);
    return read instanceof Map<?, ?> fields ? String.valueOf(fields.get("name")) : "";
  }

  private static Optional<String> stored(ApiClient api, String name) {
    try {
      return Optional.of(api.source(name));
    } catch (RefusedException e) {
      if (e.problem().status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private int nodes(ApiClient api) {
    Optional<Saga> looked =
        api.sagas(integration).stream()
            .filter(saga -> LOOKS.contains(saga.kind()) && saga.atRest())
            .findFirst();
    if (looked.isEmpty()) {
      terminal.err().println("Nobody has looked yet. Look now: mooring plan " + integration);
      return ExitCode.USAGE;
    }
    Saga saga = looked.get();
    JsonNode answer = api.plan(saga.id());
    Plan plan = Plan.from(answer);
    String when = saga.endedAt().map(at -> " of " + at.truncatedTo(ChronoUnit.SECONDS)).orElse("");
    terminal
        .err()
        .println(
            "As the "
                + (saga.kind().equals("verify") ? "verification" : saga.kind())
                + when
                + " saw it:");
    if (output.table()) {
      terminal.print(DiffView.plan(plan), options.coloured(terminal));
    } else {
      output.print(terminal, answer, answer.path("nodes"), "node");
    }
    if (plan.complete() && plan.changesNothing()) {
      terminal.err().println("Nothing differs from the document.");
    }
    if (!plan.complete()) {
      terminal.err().println("Not everything could be looked at: mooring status " + saga.number());
    }
    return plan.complete() && plan.changesNothing() ? ExitCode.SUCCEEDED : ExitCode.FAILED;
  }
}
