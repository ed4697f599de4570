package io.mooring.orchestrator.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The text of a document as a tree, before anybody asks what it means. */
sealed interface Source {
  /** The most bytes that a document may have. */
  int MOST_BYTES = 256 * 1024;

  /** How deep a document may be nested. */
  int MOST_LEVELS = 20;

  /**
   * The text is well-formed. Fields without a value are left out.
   *
   * @param root the tree
   */
  record Tree(ObjectNode root) implements Source {}

  /**
   * It is not.
   *
   * @param violations why
   */
  record Malformed(List<Violation> violations) implements Source {}

  /** Reads YAML or JSON. */
  static Source of(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      return malformed(
          "too-big",
          "The document has " + bytes.length + " bytes; at most " + MOST_BYTES + " are read.");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      return malformed("not-utf-8", "The document is not text in UTF-8.");
    }
    return text.stripLeading().startsWith("{") ? JsonSource.read(text) : YamlSource.read(text);
  }

  /** A text that is wrong as a whole. */
  static Malformed malformed(String code, String message) {
    return new Malformed(List.of(new Violation("", code, message)));
  }
}
