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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
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

    /**
     * It was made from another document than the one that is wanted now; nothing was stored.
     *
     * @param generation of the one that is wanted now
     */
    record Moved(int generation) implements Outcome {}
  }

  /**
   * Stores a document as the wanted state. The generation rises only if it says something else than
   * before.
   *
   * @param bytes YAML or JSON in UTF-8
   * @param actor who submits it
   * @param seen the generation that it was made from; empty: whatever is wanted now
   */
  public Outcome submit(byte[] bytes, String actor, OptionalLong seen) {
    return switch (reader.read(bytes)) {
      case Read.Invalid invalid -> new Outcome.Refused(invalid.violations());
      case Read.Valid valid -> {
        String name = valid.document().name().value();
        Text text = new Text(valid.canonicalJson(), new String(bytes, StandardCharsets.UTF_8));
        yield QuarkusTransaction.requiringNew().call(() -> store(name, text, actor, seen));
      }
    };
  }

  /** What is wrong with a document; nothing is stored. */
  public List<Violation> check(byte[] bytes) {
    return switch (reader.read(bytes)) {
      case Read.Invalid invalid -> invalid.violations();
      case Read.Valid valid -> List.of();
    };
  }

  /** A document in the one form by which it is compared, and as it was written. */
  private record Text(String canonical, String source) {}

  private Outcome store(String name, Text text, String actor, OptionalLong seen) {
    Instant now = clock.instant();
    boolean created =
        integrations.insertUnlessThere(name, text.canonical(), UUID.randomUUID(), now);
    IntegrationEntity integration = integrations.lock(name).orElseThrow();
    if (!created && seen.isPresent() && seen.getAsLong() != integration.generation) {
      return new Outcome.Moved(integration.generation);
    }
    integration.source = text.source();
    if (!created && integration.document.equals(text.canonical())) {
      return new Outcome.Accepted(name, false);
    }
    if (!created) {
      integration.generation++;
      integration.document = text.canonical();
      integration.updatedAt = now;
    }
    revision(integration, actor, now).persist();
    upkeep.soon(name, now);
    return new Outcome.Accepted(name, created);
  }

  private static RevisionEntity revision(IntegrationEntity integration, String actor, Instant now) {
    RevisionEntity revision = new RevisionEntity();
    revision.integration = integration.name;
    revision.generation = integration.generation;
    revision.document = integration.document;
    revision.source = integration.source;
    revision.actor = actor;
    revision.createdAt = now;
    return revision;
  }
}
