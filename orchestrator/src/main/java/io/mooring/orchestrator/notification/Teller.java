package io.mooring.orchestrator.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.orchestrator.persistence.StoredEntry;
import io.mooring.orchestrator.saga.SagaKind;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells receivers over HTTP. The same entry has the same identity, however often it is told. */
@ApplicationScoped
public class Teller {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final ObjectMapper json;
  private final Clock clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  Teller(ObjectMapper json, @Identifier("orchestrator") Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  /** What a receiver wants to be told about an entry; empty when that is nothing. */
  public Optional<Topic> topic(
      Receiver receiver, StoredEntry entry, Supplier<Optional<SagaKind>> kind) {
    return Topic.of(entry, kind).filter(receiver.topics()::contains);
  }

  /**
   * Tells it once.
   *
   * @throws InterruptedException when this process ends meanwhile
   */
  public Telling tell(Receiver receiver, Topic topic, StoredEntry entry)
      throws InterruptedException {
    try {
      int status =
          http.send(request(receiver, topic, entry), BodyHandlers.discarding()).statusCode();
      return status / 100 == 2
          ? new Telling.Told()
          : new Telling.Failed("it answered with HTTP status " + status);
    } catch (IOException lost) {
      // Its message may name the address, which may hold a secret.
      return new Telling.Failed("no answer: " + lost.getClass().getSimpleName());
    } catch (UnusableReceiverException unusable) {
      return new Telling.Failed(unusable.getMessage());
    } catch (IllegalArgumentException noKey) {
      return new Telling.Failed("its secret is none of Standard Webhooks (whsec_ and base64)");
    }
  }

  private HttpRequest request(Receiver receiver, Topic topic, StoredEntry entry)
      throws UnusableReceiverException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(receiver.address())
            .timeout(receiver.patience())
            .header("User-Agent", "mooring");
    return switch (receiver.form()) {
      case CLOUDEVENTS -> signed(request, receiver.secret(), entry);
      case SLACK ->
          message(request, json.createObjectNode().put("text", Wording.slack(topic, entry)));
      case MATTERMOST ->
          message(request, json.createObjectNode().put("text", Wording.markdown(topic, entry)));
      case MATRIX -> room(request, receiver, topic, entry);
    };
  }

  private HttpRequest signed(HttpRequest.Builder request, String secret, StoredEntry entry) {
    String id = entry.identity().toString();
    long timestamp = clock.instant().getEpochSecond();
    byte[] body = bytes(cloudEvent(entry));
    return request
        .header("Content-Type", "application/cloudevents+json; charset=UTF-8")
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(timestamp))
        .header("webhook-signature", Signature.with(secret).of(id, timestamp, body))
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  private ObjectNode cloudEvent(StoredEntry entry) {
    ObjectNode event =
        json.createObjectNode()
            .put("specversion", "1.0")
            .put("id", entry.identity().toString())
            .put("source", "/orchestrator")
            .put("type", entry.eventType())
            .put("subject", entry.integration())
            .put("time", entry.at().toString())
            .put("datacontenttype", "application/json");
    return event.set("data", tree(entry));
  }

  private HttpRequest message(HttpRequest.Builder request, ObjectNode message) {
    return request
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(bytes(message)))
        .build();
  }

  /** Matrix knows by the last part of the path what it has been told already. */
  private HttpRequest room(
      HttpRequest.Builder request, Receiver receiver, Topic topic, StoredEntry entry)
      throws UnusableReceiverException {
    URI room = receiver.address();
    String slash = room.toString().endsWith("/") ? "" : "/";
    ObjectNode message =
        json.createObjectNode().put("msgtype", "m.notice").put("body", Wording.plain(topic, entry));
    return request
        .uri(URI.create(room + slash + entry.identity()))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + receiver.secret())
        .PUT(BodyPublishers.ofByteArray(bytes(message)))
        .build();
  }

  /** By way of its text: the details are JSON already. */
  private ObjectNode tree(StoredEntry entry) {
    try {
      return (ObjectNode) json.readTree(json.writeValueAsBytes(entry));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private byte[] bytes(ObjectNode node) {
    try {
      return json.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
