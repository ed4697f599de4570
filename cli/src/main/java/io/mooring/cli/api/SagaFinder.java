package io.mooring.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Finds the saga that people mean: by its id, its number, its integration, or the latest one. */
public final class SagaFinder {
  /** The server remembers as many sagas of an integration. */
  private static final int PLANS_REMEMBERED = 20;

  private final ApiClient api;

  /** Looks in this API. */
  public SagaFinder(ApiClient api) {
    this.api = api;
  }

  /** The id of the saga that is meant; empty when there is none. No reference: the latest saga. */
  public Optional<String> find(Optional<String> reference) {
    if (reference.isEmpty()) {
      return latest();
    }
    String text = reference.get();
    Optional<String> found = text.matches("\\d+") ? byNumber(Long.parseLong(text)) : byName(text);
    return found.or(() -> byId(text));
  }

  /**
   * The same where an integration, or nothing, means its newest apply: whoever looked after it
   * still means what was applied. Where there is none, the latest saga, so that the server says why
   * not.
   */
  public Optional<String> findApply(Optional<String> reference) {
    return reference
        .or(() -> latestItem().map(item -> Json.text(item, "name")))
        .flatMap(name -> unlessMissing(() -> newestApply(name)))
        .or(() -> find(reference));
  }

  private Optional<String> newestApply(String integration) {
    return api.sagas(integration).stream()
        .filter(saga -> saga.kind().equals("apply"))
        .findFirst()
        .map(Saga::id);
  }

  /** The integration that has this plan of its document as it is now. */
  public Optional<String> planned(String hash) {
    return items().stream()
        .map(item -> Json.text(item, "name"))
        .filter(name -> plans(name).anyMatch(hash::equals))
        .findFirst();
  }

  private Stream<String> plans(String integration) {
    return api.sagas(integration).stream()
        .filter(saga -> saga.kind().equals("plan") && saga.succeeded())
        .limit(PLANS_REMEMBERED)
        .flatMap(saga -> Json.optionalText(api.plan(saga.id()), "hash").stream());
  }

  private Optional<String> latest() {
    return latestItem().flatMap(SagaFinder::sagaOf);
  }

  private Optional<JsonNode> latestItem() {
    return items().stream()
        .filter(item -> sagaOf(item).isPresent())
        .max(Comparator.comparing(item -> Json.text(item, "updatedAt")));
  }

  private Optional<String> byName(String name) {
    return unlessMissing(
        () -> {
          JsonNode integration = api.integration(name);
          return sagaOf(integration).or(() -> api.sagas(name).stream().findFirst().map(Saga::id));
        });
  }

  private Optional<String> byNumber(long number) {
    return items().stream()
        .flatMap(item -> api.sagas(Json.text(item, "name")).stream())
        .filter(saga -> saga.number() == number)
        .map(Saga::id)
        .findFirst();
  }

  private Optional<String> byId(String id) {
    return unlessMissing(() -> Json.optionalText(api.saga(id), "id"));
  }

  private List<JsonNode> items() {
    return StreamSupport.stream(api.integrations().path("items").spliterator(), false).toList();
  }

  /** The list names the saga by its id, the single integration contains it. */
  private static Optional<String> sagaOf(JsonNode integration) {
    JsonNode saga = integration.path("saga");
    return saga.isObject() ? Json.optionalText(saga, "id") : Json.optionalText(integration, "saga");
  }

  private static Optional<String> unlessMissing(
      java.util.function.Supplier<Optional<String>> question) {
    try {
      return question.get();
    } catch (RefusedException e) {
      int status = e.problem().status();
      if (status == 404 || status == 400) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
