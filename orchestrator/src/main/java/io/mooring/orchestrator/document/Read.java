package io.mooring.orchestrator.document;

import java.util.List;

/** The result of reading a document. */
public sealed interface Read {

  /**
   * The document can be planned.
   *
   * @param document what it means
   * @param canonicalJson what was written, as JSON in one fixed form: two documents that say the
   *     same give the same text. The order of nodes counts, so it must be stored as text
   */
  record Valid(IntegrationDocument document, String canonicalJson) implements Read {}

  /**
   * The document cannot be used.
   *
   * @param violations every mistake that was found
   */
  record Invalid(List<Violation> violations) implements Read {
    /** Keeps its own copy. */
    public Invalid {
      violations = List.copyOf(violations);
    }
  }
}
