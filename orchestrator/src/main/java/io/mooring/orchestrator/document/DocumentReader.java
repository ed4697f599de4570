package io.mooring.orchestrator.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads integration documents. Stateless; one instance serves all threads. */
public final class DocumentReader {
  private final SchemaTree schema = new SchemaTree();
  private final SchemaCheck schemaCheck = new SchemaCheck(schema);

  /** The JSON Schema that documents are checked by; the caller has a copy of its own. */
  public JsonNode schema() {
    return schema.root().deepCopy();
  }

  /**
   * Reads a document and finds every mistake in it.
   *
   * @param bytes YAML or JSON in UTF-8
   */
  public Read read(byte[] bytes) {
    return switch (Source.of(bytes)) {
      case Source.Malformed malformed -> new Read.Invalid(malformed.violations());
      case Source.Tree tree -> check(tree.root());
    };
  }

  private Read check(ObjectNode written) {
    schema.leaveOutEmpty(written);
    ObjectNode complete = schema.withDefaults(written);
    List<Violation> violations = new ArrayList<>(schemaCheck.violations(written));
    violations.addAll(DocumentChecks.violations(complete));
    if (!violations.isEmpty()) {
      violations.sort(Comparator.comparing(Violation::pointer));
      return new Read.Invalid(violations);
    }
    return new Read.Valid(
        new DocumentBinding(complete).document(), schema.inOrder(written).toString());
  }
}
