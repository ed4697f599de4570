package io.mooring.orchestrator.document;

/** Reads integration documents. Stateless; one instance serves all threads. */
public final class DocumentReader {

  /**
   * Reads a document.
   *
   * @param bytes YAML or JSON in UTF-8
   */
  public Read read(byte[] bytes) {
    throw new UnsupportedOperationException("not yet");
  }
}
