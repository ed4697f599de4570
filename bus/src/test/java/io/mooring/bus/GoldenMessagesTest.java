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
import io.mooring.contracts.Event;
import io.mooring.contracts.MessageTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
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
 * Messages that were sent once must be understood for ever. The files are never changed; a new type
 * gets its file by running this test with {@code -Dgolden.write=true}, which adds what is missing.
 */
class GoldenMessagesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/v1");
  private static final MessageCodec CODEC =
      new MessageCodec(Clock.fixed(Samples.AT, ZoneOffset.UTC));

  static Stream<String> types() {
    return Stream.concat(
            MessageTypes.actions().keySet().stream(), MessageTypes.events().keySet().stream())
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyTypeIsStillUnderstood(String type) throws IOException {
    // given
    JsonNode golden = MessageJson.mapper().readTree(Files.readAllBytes(file(type)));
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
    assertThat(MessageJson.mapper().readTree(again)).isEqualTo(golden.get("body"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyGoldenMessageFitsItsSchema(String type) throws IOException {
    // given
    JsonNode golden = MessageJson.mapper().readTree(Files.readAllBytes(file(type)));
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(getClass().getResourceAsStream("/schemas/" + type + ".json"));

    // when
    Set<ValidationMessage> violations = schema.validate(golden.get("body"));

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
      if (Boolean.getBoolean("golden.write") && !Files.exists(file(sample.getKey()))) {
        write(sample.getKey(), sample.getValue());
      }
      JsonNode golden = MessageJson.mapper().readTree(Files.readAllBytes(file(sample.getKey())));
      assertThat(MessageJson.mapper().readTree(sample.getValue().body()))
          .as(sample.getKey())
          .isEqualTo(golden.get("body"));
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
    Files.createDirectories(GOLDEN);
    Files.writeString(file(type), golden.toPrettyString() + "\n");
  }

  private static Path file(String type) {
    return GOLDEN.resolve(type + ".json");
  }
}
