package io.mooring.orchestrator.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.orchestrator.document.DocumentReader;
import io.mooring.orchestrator.document.Documents;
import io.mooring.orchestrator.document.IntegrationDocument.Life;
import io.mooring.orchestrator.persistence.IntegrationEntity;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownLivesTest {
  private static final String UNREADABLE = "{}";

  private final KnownLives lives = new KnownLives(new DocumentReader());

  @Test
  void aDocumentIsReadOnceAGeneration() {
    Life first = lives.of(List.of(integration(1, Documents.site()))).get("lab");

    // Were it read again, it would be gone.
    assertThat(lives.of(List.of(integration(1, UNREADABLE)))).containsEntry("lab", first);
    assertThat(lives.of(List.of(integration(2, UNREADABLE)))).isEmpty();
    assertThat(lives.of(List.of(integration(3, Documents.site())))).containsEntry("lab", first);
  }

  @Test
  void anIntegrationThatIsGoneIsForgotten() {
    lives.of(List.of(integration(1, Documents.site())));
    lives.of(List.of());

    assertThat(lives.of(List.of(integration(1, UNREADABLE)))).isEmpty();
  }

  private static IntegrationEntity integration(int generation, String document) {
    IntegrationEntity integration = new IntegrationEntity();
    integration.name = "lab";
    integration.generation = generation;
    integration.document = document;
    return integration;
  }
}
