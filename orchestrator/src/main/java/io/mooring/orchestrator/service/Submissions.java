package io.mooring.orchestrator.service;

import io.mooring.orchestrator.document.DocumentReader;
import io.mooring.orchestrator.document.Read;
import io.mooring.orchestrator.document.Violation;
import io.mooring.orchestrator.persistence.IntegrationEntity;
import io.mooring.orchestrator.persistence.IntegrationRepository;
import io.mooring.orchestrator.persistence.RevisionEntity;
import io.mooring.orchestrator.persistence.UpkeepRows;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Takes integration documents. */
@ApplicationScoped
public class Submissions {
  private final IntegrationRepository integrations;
  private final UpkeepRows upkeep;
  private final DocumentReader reader;
  private final Clock clock;

  Submissions(
      IntegrationRepository integrations,
      UpkeepRows upkeep,
      DocumentReader reader,
      @Identifier("orchestrator") Clock clock) {
    this.integrations = integrations;
    this.upkeep = upkeep;
    this.reader = reader;
    this.clock = clock;
  }

  /** What became of a document. */
  public sealed interface Outcome {
    /**
     * It is the wanted state now.
     *
     * @param integration its name
     * @param created whether the integration is new
     */
    record Accepted(String integration, boolean created) implements Outcome {}

    /** It can't be used; nothing was stored. */
    record Refused(List<Violation> violations) implements Outcome {}
  }

  /**
   * Stores a document as the wanted state. The generation rises only if it says something else than
   * before.
   *
   * @param bytes YAML or JSON in UTF-8
   * @param actor who submits it
   */
  public Outcome submit(byte[] bytes, String actor) {
    return switch (reader.read(bytes)) {
      case Read.Invalid invalid -> new Outcome.Refused(invalid.violations());
      case Read.Valid valid -> {
        String name = valid.document().name().value();
        boolean created =
            QuarkusTransaction.requiringNew().call(() -> store(name, valid.canonicalJson(), actor));
        yield new Outcome.Accepted(name, created);
      }
    };
  }

  private boolean store(String name, String document, String actor) {
    Instant now = clock.instant();
    boolean created = integrations.insertUnlessThere(name, document, UUID.randomUUID(), now);
    IntegrationEntity integration = integrations.lock(name).orElseThrow();
    if (!created && integration.document.equals(document)) {
      return false;
    }
    if (!created) {
      integration.generation++;
      integration.document = document;
      integration.updatedAt = now;
    }
    revision(integration, actor, now).persist();
    upkeep.soon(name, now);
    return created;
  }

  private static RevisionEntity revision(IntegrationEntity integration, String actor, Instant now) {
    RevisionEntity revision = new RevisionEntity();
    revision.integration = integration.name;
    revision.generation = integration.generation;
    revision.document = integration.document;
    revision.actor = actor;
    revision.createdAt = now;
    return revision;
  }
}
