package io.mooring.lab;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The lab's integration document, and variants of it. */
final class Documents {
  private static final String WRITTEN_FOR = "10.77";

  private final Path site;
  private final Path variants;

  /**
   * The document in the repository.
   *
   * @param top the repository
   */
  Documents(Path top) {
    variants = top.resolve("deploy/lab/target/documents");
    Path written = top.resolve("deploy/lab/site.yaml");
    site = Lab.PREFIX.equals(WRITTEN_FOR) ? written : at(Lab.PREFIX, written);
  }

  /** The same document for a lab with other addresses. */
  private Path at(String prefix, Path written) {
    try {
      Files.createDirectories(variants);
      return Files.writeString(
          variants.resolve("site.yaml"),
          Files.readString(written).replace(WRITTEN_FOR + ".", prefix + "."));
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /** The document itself. */
  Path site() {
    return site;
  }

  /** A copy in memory. */
  ObjectNode copy() {
    try {
      ObjectNode copy = (ObjectNode) new YAMLMapper().readTree(site.toFile());
      // Written without a value in the file: everything in there is a default.
      if (copy.path("glance").isNull()) {
        copy.remove("glance");
      }
      return copy;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A copy with another value, new or instead of the former one. */
  ObjectNode with(String pointer, JsonNode value) {
    ObjectNode document = copy();
    JsonPointer at = JsonPointer.compile(pointer);
    ObjectNode parent = document.withObject(at.head(), JsonNode.OverwriteMode.ALL, true);
    parent.set(at.last().getMatchingProperty(), value);
    return document;
  }

  /** The same with a text. */
  ObjectNode with(String pointer, String value) {
    return with(pointer, Api.JSON.getNodeFactory().textNode(value));
  }

  /** A copy without something. */
  ObjectNode without(String pointer) {
    ObjectNode document = copy();
    JsonPointer at = JsonPointer.compile(pointer);
    ((ObjectNode) document.at(at.head())).remove(at.last().getMatchingProperty());
    return document;
  }

  /** A copy with more computes. */
  ObjectNode withComputes(List<String> computes) {
    ObjectNode document = copy();
    ObjectNode nodes = (ObjectNode) document.path("nodes");
    for (String node : computes) {
      nodes.putObject(node).put("address", Lab.address(node)).putArray("roles").add("compute");
    }
    return document;
  }

  /** The document as people write it, with lines behind it. */
  Path text(String name, String more) {
    try {
      Files.createDirectories(variants);
      return Files.writeString(variants.resolve(name + ".yaml"), Files.readString(site) + more);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /** Writes a document for the command line. */
  Path file(String name, JsonNode document) {
    try {
      Files.createDirectories(variants);
      return Files.writeString(variants.resolve(name + ".json"), document.toPrettyString());
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }
}
