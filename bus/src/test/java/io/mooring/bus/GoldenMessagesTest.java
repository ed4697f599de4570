package io.mooring.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.mooring.bus.Decoding.Decoded;
import io.mooring.contracts.Command;
import io.mooring.contracts.Dispatch;
import io.mooring.contracts.Event;
import io.mooring.contracts.MessageTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages that were sent once must be understood for ever. Each folder holds the messages of one
 * form of the bus, and a type that has not changed since has none in the later folders. Files of
 * former folders are never changed; this test with {@code -Dgolden.write=true} writes what is new
 * into the last.
 */
class GoldenMessagesTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  /**
   * The oldest first; since v2 a command says until when it may begin, and its step's limit; since
   * v3 messages tell of undoing, plans and decisions; since v4 outcomes tell what ran.
   */
  private static final List<String> FORMS = List.of("v1", "v2", "v3", "v4");

  private static final MessageCodec CODEC =
      new MessageCodec(Clock.fixed(Samples.AT, ZoneOffset.UTC));

  static Stream<String> types() {
    return Stream.concat(
            MessageTypes.actions().keySet().stream(), MessageTypes.events().keySet().stream())
        .sorted();
  }

  static Stream<Path> files() {
    return FORMS.stream()
        .flatMap(form -> types().map(type -> FOLDER.resolve(form).resolve(type + ".json")))
        .filter(Files::exists);
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyMessageIsStillUnderstood(Path file) throws IOException {
    // given
    JsonNode golden = MessageJson.mapper().readTree(Files.readAllBytes(file));
    JsonNode newest = body(golden.get("headers").get(HeaderNames.TYPE).asText());
    Headers headers = new RecordHeaders();
    golden
        .get("headers")
        .properties()
        .forEach(
            header ->
                headers.add(
                    header.getKey(), header.getValue().asText().getBytes(StandardCharsets.UTF_8)));
    byte[] body = golden.get("body").toString().getBytes(StandardCharsets.UTF_8);

    // when
    Object message = decode(headers, body);

    // then
    byte[] again = MessageJson.mapper().writeValueAsBytes(message);
    assertThat(common(MessageJson.mapper().readTree(again))).isEqualTo(common(newest));
  }

  @Test
  void aFormerCommandsDeadlineIsUntilWhenItMayBegin() throws IOException {
    String type = MessageTypes.of(Samples.commands().getFirst().action()).type();
    JsonNode former =
        MessageJson.mapper()
            .readTree(Files.readAllBytes(FOLDER.resolve("v1").resolve(type + ".json")));

    Dispatch dispatch =
        MessageJson.mapper().treeToValue(former.get("body").get("dispatch"), Dispatch.class);

    assertThat(dispatch.startBy()).isEqualTo(Samples.AT.plusSeconds(120));
    assertThat(dispatch.limit()).isEqualTo(Dispatch.UNTOLD_LIMIT);
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyGoldenMessageFitsItsSchema(String type) throws IOException {
    // given
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(getClass().getResourceAsStream("/schemas/" + type + ".json"));

    // when
    Set<ValidationMessage> violations = schema.validate(body(type));

    // then
    assertThat(violations).isEmpty();
  }

  @Test
  void everyTypeIsEncodedAsItsGoldenMessage() throws IOException {
    Map<String, Encoded> samples = new TreeMap<>();
    Samples.commands().stream().map(CODEC::encode).forEach(sample -> add(samples, sample));
    Samples.events().stream().map(CODEC::encode).forEach(sample -> add(samples, sample));

    assertThat(samples.keySet()).containsExactlyElementsOf(types().toList());
    for (Map.Entry<String, Encoded> sample : samples.entrySet()) {
      JsonNode body = MessageJson.mapper().readTree(sample.getValue().body());
      if (Boolean.getBoolean("golden.write") && !body.equals(body(sample.getKey()))) {
        write(sample.getKey(), sample.getValue());
      }
      assertThat(body).as(sample.getKey()).isEqualTo(body(sample.getKey()));
    }
  }

  private static Object decode(Headers headers, byte[] body) {
    String type = new String(headers.lastHeader(HeaderNames.TYPE).value(), StandardCharsets.UTF_8);
    if (MessageTypes.action(type).isPresent()) {
      assertThat(CODEC.decodeCommand(headers, body)).isInstanceOf(Decoded.class);
      return ((Decoded<Command>) CODEC.decodeCommand(headers, body)).message();
    }
    assertThat(CODEC.decodeEvent(headers, body)).isInstanceOf(Decoded.class);
    return ((Decoded<Event>) CODEC.decodeEvent(headers, body)).message();
  }

  private static void add(Map<String, Encoded> samples, Encoded sample) {
    samples.put(sample.headers().get(HeaderNames.TYPE), sample);
  }

  private static void write(String type, Encoded sample) throws IOException {
    ObjectNode golden = MessageJson.mapper().createObjectNode();
    golden.set("headers", MessageJson.mapper().valueToTree(sample.headers()));
    golden.set("body", MessageJson.mapper().readTree(sample.body()));
    Path folder = FOLDER.resolve(FORMS.getLast());
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(type + ".json"), golden.toPrettyString() + "\n");
  }

  /** The newest golden body of a type; nothing when the type is new. */
  private static JsonNode body(String type) throws IOException {
    for (String form : FORMS.reversed()) {
      Path file = FOLDER.resolve(form).resolve(type + ".json");
      if (Files.exists(file)) {
        return MessageJson.mapper().readTree(Files.readAllBytes(file)).get("body");
      }
    }
    return MessageJson.mapper().nullNode();
  }

  /** What every form of the bus has told. */
  private static JsonNode common(JsonNode body) {
    if (body.get("dispatch") instanceof ObjectNode dispatch) {
      dispatch.remove(List.of("startBy", "limit", "undoes", "expected", "decisions"));
    }
    if (body instanceof ObjectNode event) {
      event.remove(List.of("digest", "seen", "ran"));
    }
    for (JsonNode finding : body.path("findings")) {
      ((ObjectNode) finding).remove(List.of("key", "choices"));
    }
    return body;
  }
}
