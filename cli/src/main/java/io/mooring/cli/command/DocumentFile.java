package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Problem;
import io.mooring.cli.api.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** A document in a file. */
final class DocumentFile {
  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The document, YAML or JSON; - reads it from standard input.")
  private String file;

  boolean isGiven() {
    return file != null;
  }

  /** Refuses a command line that names both a file and an integration, or neither. */
  void requireInsteadOf(String integration) {
    if (isGiven() == (integration != null)) {
      throw new ParameterException(
          command.commandLine(), "Give either a document with -f or the name of an integration.");
    }
  }

  /** Stores it; the integration, or empty when it was refused, which was told then. */
  Optional<JsonNode> store(ApiClient api, Terminal terminal) {
    byte[] document = read(terminal);
    try {
      return Optional.of(api.store(document, mediaType()));
    } catch (RefusedException e) {
      if (e.problem().status() != 400 && e.problem().status() != 422) {
        throw e;
      }
      refused(e.problem(), document, terminal);
      return Optional.empty();
    }
  }

  /**
   * The integration that is meant: the one whose document this is, which is stored first, or the
   * named one.
   *
   * @return its name, or empty when the document was refused, which was told then
   */
  Optional<String> storedOr(String integration, ApiClient api, Terminal terminal) {
    return isGiven()
        ? store(api, terminal).map(stored -> stored.path("name").asText())
        : Optional.of(integration);
  }

  /** Its text, or empty when the server would refuse it, which was told then. */
  Optional<String> checked(ApiClient api, Terminal terminal) {
    byte[] document = read(terminal);
    JsonNode answer = api.check(document, mediaType());
    if (answer.path("valid").asBoolean()) {
      return Optional.of(new String(document, StandardCharsets.UTF_8));
    }
    refused(Problem.of(422, answer), document, terminal);
    return Optional.empty();
  }

  /** What messages call it. */
  String name() {
    return file.equals("-") ? "The document" : file;
  }

  private void refused(Problem problem, byte[] document, Terminal terminal) {
    RefusedDocument.explain(problem, name(), document).forEach(terminal.err()::println);
  }

  private String mediaType() {
    return file.endsWith(".json") ? "application/json" : "application/yaml";
  }

  private byte[] read(Terminal terminal) {
    try {
      return file.equals("-") ? terminal.in().readAllBytes() : Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new ParameterException(command.commandLine(), "There is no file " + file + ".");
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(), file + " can't be read: " + e.getMessage(), e);
    }
  }
}
