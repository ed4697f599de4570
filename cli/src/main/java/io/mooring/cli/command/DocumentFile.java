package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.RefusedException;
import java.io.IOException;
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

  /** Stores it; the integration, or empty when it was refused, which was told then. */
  Optional<JsonNode> store(ApiClient api, Terminal terminal) {
    byte[] document = read(terminal);
    try {
      return Optional.of(
          api.store(document, file.endsWith(".json") ? "application/json" : "application/yaml"));
    } catch (RefusedException e) {
      if (e.problem().status() != 400 && e.problem().status() != 422) {
        throw e;
      }
      String name = file.equals("-") ? "The document" : file;
      RefusedDocument.explain(e.problem(), name, document).forEach(terminal.err()::println);
      return Optional.empty();
    }
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
