package io.mooring.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BodyReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A message with the reader of its type. */
  record Case(BodyReader reader, Object message) {
    byte[] body() {
      try {
        return MessageJson.mapper().writeValueAsBytes(message);
      } catch (java.io.IOException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    @Override
    public String toString() {
      return message.getClass().getSimpleName();
    }
  }

  static Stream<Case> messages() {
    Stream<Case> commands =
        Samples.commands().stream()
            .map(
                command ->
                    new Case(
                        new BodyReader(body(command.action().getClass())),
                        new MessageCodec.CommandBody<>(command.dispatch(), command.action())));
    Stream<Case> events =
        Samples.events().stream()
            .map(
                event ->
                    new Case(
                        new BodyReader(MessageJson.mapper().constructType(event.getClass())),
                        event));
    return Stream.concat(commands, events);
  }

  private static JavaType body(Class<?> action) {
    return MessageJson.mapper()
        .getTypeFactory()
        .constructParametricType(MessageCodec.CommandBody.class, action);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatWeSendIsReadQuickly(Case sample) {
    assertThat(sample.reader().readQuickly(sample.body())).contains(sample.message());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whateverIsWrongIsToldAsJacksonTellsIt(Case sample) throws Exception {
    for (byte[] body : spoilt(sample.body())) {
      assertThat(outcome(() -> sample.reader().read(body)))
          .as(new String(body, StandardCharsets.UTF_8))
          .isEqualTo(outcome(() -> sample.reader().readAnyForm(body)));
    }
  }

  private interface Reading {
    Object read() throws UnreadableRecord;
  }

  private static String outcome(Reading reading) {
    try {
      return reading.read().toString();
    } catch (UnreadableRecord unreadable) {
      return unreadable.reason() + " " + unreadable.getMessage();
    }
  }

  /** The body with each of its values left out, null, and of another form; and with its end off. */
  private static List<byte[]> spoilt(byte[] body) throws Exception {
    List<byte[]> spoilt = new ArrayList<>();
    spoilt.add("null".getBytes(StandardCharsets.UTF_8));
    spoilt.add(java.util.Arrays.copyOf(body, body.length - 1));
    spoilt.add((new String(body, StandardCharsets.UTF_8) + "{}").getBytes(StandardCharsets.UTF_8));
    JsonNode tree = JSON.readTree(body);
    each(tree, tree, spoilt);
    return spoilt;
  }

  private static void each(JsonNode root, JsonNode here, List<byte[]> spoilt) {
    if (here instanceof ObjectNode object) {
      for (String name : List.copyOf(iterable(object.fieldNames()))) {
        JsonNode value = object.get(name);
        each(root, value, spoilt);
        for (Consumer<ObjectNode> damage :
            List.<Consumer<ObjectNode>>of(
                it -> it.remove(name),
                it -> it.putNull(name),
                it -> it.put(name, "?"),
                it -> it.put(name, 1),
                it -> it.put(name, true),
                it -> it.putArray(name).addNull(),
                it -> it.putObject(name).putNull("a"))) {
          damage.accept(object);
          spoilt.add(root.toString().getBytes(StandardCharsets.UTF_8));
          object.set(name, value);
        }
      }
    } else if (here instanceof ArrayNode array) {
      array.addNull();
      spoilt.add(root.toString().getBytes(StandardCharsets.UTF_8));
      array.remove(array.size() - 1);
      array.forEach(member -> each(root, member, spoilt));
    }
  }

  private static List<String> iterable(java.util.Iterator<String> names) {
    List<String> all = new ArrayList<>();
    names.forEachRemaining(all::add);
    return all;
  }
}
