package io.mooring.cli.command;

import io.mooring.cli.context.Context;
import io.mooring.cli.context.ContextFile;
import io.mooring.cli.context.Contexts;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which Mooring a verb speaks to. */
final class Server {
  private static final String ON_THIS_MACHINE = "http://127.0.0.1:8480";

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where Mooring is (or MOORING_URL); by default the current context's.")
  private String url;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      completionCandidates = Names.Contexts.class,
      description = "Which of the Moorings of mooring context (or MOORING_CONTEXT).")
  private String context;

  /**
   * Where it is and by what it knows the caller: of the command line, of the environment, of the
   * context in use, else the one that runs on this machine.
   */
  Context find(Map<String, String> environment) {
    if (url != null) {
      return unnamed(url, environment);
    }
    if (context != null) {
      return named(context, environment);
    }
    Optional<String> address = value(environment, "MOORING_URL");
    if (address.isPresent()) {
      return unnamed(address.get(), environment);
    }
    Optional<String> chosen = value(environment, "MOORING_CONTEXT");
    if (chosen.isPresent()) {
      return named(chosen.get(), environment);
    }
    return ContextFile.of(environment)
        .read()
        .inUse()
        .map(used -> withToken(used, environment))
        .orElseGet(
            () ->
                unnamed(
                    value(environment, "MOORING_LOCAL_URL").orElse(ON_THIS_MACHINE), environment));
  }

  private Context named(String name, Map<String, String> environment) {
    Contexts contexts = ContextFile.of(environment).read();
    return contexts
        .find(name)
        .map(found -> withToken(found, environment))
        .orElseThrow(
            () ->
                new ParameterException(
                    command.commandLine(),
                    "No context is called " + name + ". See: mooring context list"));
  }

  private static Context withToken(Context found, Map<String, String> environment) {
    return new Context(
        found.name(),
        found.address(),
        found.token().or(() -> AccessToken.find(environment, found.address())));
  }

  private Context unnamed(String text, Map<String, String> environment) {
    URI address =
        Address.parse(text)
            .orElseThrow(
                () ->
                    new ParameterException(
                        command.commandLine(),
                        "Not an address: " + text + " (expected http://HOST:PORT)"));
    return new Context("", address, AccessToken.find(environment, address));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }
}
