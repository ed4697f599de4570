package io.mooring.cli.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.cli.api.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the contexts are kept: {@code mooring/contexts.json} in the folder for people's settings.
 * It may hold tokens, so it is written for its owner alone, and not used when others can read it.
 */
public final class ContextFile {
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;

  /** That file. */
  public ContextFile(Path file) {
    this.file = file;
  }

  /** The file of the person whose environment this is. */
  public static ContextFile of(Map<String, String> environment) {
    String settings = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path folder =
        settings.isBlank()
            ? Path.of(environment.getOrDefault("HOME", "/root"), ".config")
            : Path.of(settings);
    return new ContextFile(folder.resolve("mooring").resolve("contexts.json"));
  }

  /** Where it is. */
  public Path path() {
    return file;
  }

  /**
   * What it says; no contexts when there is no file.
   *
   * @throws UnusableContextsException when it can't be read or understood, or others can read it
   */
  public Contexts read() {
    try {
      String text = Files.readString(file);
      Set<PosixFilePermission> others = Files.getPosixFilePermissions(file);
      if (!OWNER_ALONE.containsAll(others)) {
        throw new UnusableContextsException(
            file + " may hold tokens, and others can read it. Run: chmod 600 " + file);
      }
      return contexts(Json.parse(text));
    } catch (NoSuchFileException e) {
      return Contexts.NONE;
    } catch (IOException e) {
      throw new UnusableContextsException(file + " can't be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new UnusableContextsException(
          file
              + " is not what mooring context writes. Mend it, or remove it and add the contexts"
              + " again: mooring context add --help",
          e);
    }
  }

  /**
   * Writes it, whole or not at all.
   *
   * @throws UnusableContextsException when it can't be written
   */
  public void write(Contexts contexts) {
    try {
      Files.createDirectories(file.getParent());
      Path draft =
          Files.createTempFile(
              file.getParent(),
              "contexts",
              null,
              PosixFilePermissions.asFileAttribute(OWNER_ALONE));
      try {
        Files.writeString(draft, Json.pretty(json(contexts)) + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new UnusableContextsException(file + " can't be written: " + e.getMessage(), e);
    }
  }

  private static Contexts contexts(JsonNode root) {
    List<Context> all = new ArrayList<>();
    for (JsonNode node : root.path("contexts")) {
      all.add(
          new Context(
              node.path("name").asText(),
              URI.create(node.path("url").asText()),
              Optional.of(node.path("token").asText()).filter(text -> !text.isEmpty())));
    }
    return new Contexts(
        Optional.of(root.path("current").asText()).filter(text -> !text.isEmpty()), all);
  }

  private static ObjectNode json(Contexts contexts) {
    ObjectNode root = Json.object();
    contexts.current().ifPresent(name -> root.put("current", name));
    ArrayNode all = root.putArray("contexts");
    for (Context context : contexts.all()) {
      ObjectNode node = all.addObject();
      node.put("name", context.name()).put("url", context.address().toString());
      context.token().ifPresent(token -> node.put("token", token));
    }
    return root;
  }
}
