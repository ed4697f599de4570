package io.mooring.orchestrator.service;

import io.mooring.orchestrator.document.DocumentReader;
import io.mooring.orchestrator.document.IntegrationDocument.Life;
import io.mooring.orchestrator.document.Read;
import io.mooring.orchestrator.persistence.IntegrationEntity;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the documents of all integrations say of their lives. To read a document takes milliseconds,
 * so each is read once a generation. It belongs to one thread.
 */
final class KnownLives {
  private final DocumentReader reader;
  private final Map<String, Known> known = new HashMap<>();

  KnownLives(DocumentReader reader) {
    this.reader = reader;
  }

  private record Known(int generation, Optional<Life> life) {}

  /** By name; those whose document this release can't read are left out. */
  Map<String, Life> of(List<IntegrationEntity> integrations) {
    known
        .keySet()
        .retainAll(integrations.stream().map(one -> one.name).collect(Collectors.toSet()));
    Map<String, Life> lives = new HashMap<>();
    for (IntegrationEntity integration : integrations) {
      known
          .compute(integration.name, (name, former) -> current(integration, former))
          .life()
          .ifPresent(life -> lives.put(integration.name, life));
    }
    return lives;
  }

  private Known current(IntegrationEntity integration, Known former) {
    return former != null && former.generation() == integration.generation
        ? former
        : new Known(integration.generation, read(integration.document));
  }

  private Optional<Life> read(String document) {
    return switch (reader.read(document.getBytes(StandardCharsets.UTF_8))) {
      case Read.Valid valid -> Optional.of(valid.document().life());
      case Read.Invalid outdated -> Optional.empty();
    };
  }
}
