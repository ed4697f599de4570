package io.mooring.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.bus.Decoding.Decoded;
import io.mooring.bus.Decoding.Reason;
import io.mooring.bus.Decoding.Undecodable;
import io.mooring.contracts.Action;
import io.mooring.contracts.Command;
import io.mooring.contracts.Event;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
  private final MessageCodec codec = new MessageCodec(Clock.fixed(Samples.AT, ZoneOffset.UTC));
  private final Command command = Samples.commands().getFirst();
  private final ProducerRecord<String, byte[]> record = codec.encode(command).on("topic", "key");

  @Test
  void everyCommandComesBackAsItWent() {
    for (Command sent : Samples.commands()) {
      ProducerRecord<String, byte[]> record = codec.encode(sent).on("topic", "key");

      Decoding<Command> read = codec.decodeCommand(record.headers(), record.value());

      assertThat(read)
          .isInstanceOfSatisfying(
              Decoded.class, decoded -> assertThat(decoded.message()).isEqualTo(sent));
    }
  }

  @Test
  void everyEventComesBackAsItWent() {
    for (Event sent : Samples.events()) {
      ProducerRecord<String, byte[]> record = codec.encode(sent).on("topic", "key");

      Decoding<Event> read = codec.decodeEvent(record.headers(), record.value());

      assertThat(read)
          .isInstanceOfSatisfying(
              Decoded.class, decoded -> assertThat(decoded.message()).isEqualTo(sent));
    }
  }

  @Test
  void theEnvelopeSaysWhatBelongsTogether() {
    Encoded encoded = codec.encode(command);

    assertThat(encoded.headers())
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_id", command.dispatch().command().toString())
        .containsEntry("ce_source", "/orchestrator")
        .containsEntry("ce_type", "io.mooring.openstack-config.check-node.v1")
        .containsEntry("ce_subject", "check-node@openstack-controller01")
        .containsEntry("ce_time", "2026-03-01T12:00:00.250Z")
        .containsEntry("ce_correlationid", command.dispatch().saga().toString())
        .containsEntry("ce_causationid", command.dispatch().command().toString())
        .containsEntry("content-type", "application/json");
  }

  @Test
  void theTraceIsPassedOn() {
    String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    record.headers().add("traceparent", parent.getBytes(StandardCharsets.UTF_8));

    assertThat(codec.decodeCommand(record.headers(), record.value()))
        .isInstanceOfSatisfying(
            Decoded.class,
            decoded -> assertThat(decoded.envelope().traceparent()).isEqualTo(Optional.of(parent)));
  }

  @Test
  void equalMessagesAreEqualBytes() {
    assertThat(codec.encode(Samples.commands().getFirst()).body())
        .isEqualTo(codec.encode(command).body());
    assertThat(new String(codec.encode(command).body(), StandardCharsets.UTF_8))
        .contains("[\"COMPUTE\",\"CONTROLLER\"]");
  }

  @Test
  void aNewerSendersFieldsAreIgnored() {
    String newer = text(record.value()).replaceFirst("\\{", "{\"later\":{\"a\":[1]},");

    assertThat(codec.decodeCommand(record.headers(), newer.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Decoded.class);
  }

  @Test
  void whatIsNoMessageIsAValueAndNotAnException() {
    assertUndecodable(new byte[0], Reason.EMPTY);
    assertUndecodable(null, Reason.EMPTY);
    assertUndecodable(new byte[MessageJson.LONGEST_MESSAGE + 1], Reason.TOO_LONG);
    assertUndecodable(new byte[] {0, 1, 2, (byte) 0xff}, Reason.NOT_JSON);
    assertUndecodable(Arrays.copyOf(record.value(), record.value().length / 2), Reason.NOT_JSON);
    assertUndecodable(bytes("[".repeat(5000)), Reason.NOT_THIS_TYPE);
    assertUndecodable(bytes("{\"dispatch\":".repeat(5000)), Reason.NOT_JSON, Reason.NOT_THIS_TYPE);
    assertUndecodable(bytes("null"), Reason.NOT_THIS_TYPE);
    assertUndecodable(bytes("{}"), Reason.NOT_THIS_TYPE);
    assertUndecodable(bytes("[]"), Reason.NOT_THIS_TYPE);
    assertUndecodable(bytes(text(record.value()) + "{}"), Reason.NOT_JSON, Reason.NOT_THIS_TYPE);
  }

  @Test
  void aNameThatCouldNotBeOneIsRefusedWithoutShowingIt() {
    String forged = text(record.value()).replace("\"lab\"", "\"; rm -rf /\"");

    Decoding<Command> read = codec.decodeCommand(record.headers(), bytes(forged));

    assertThat(read)
        .isInstanceOfSatisfying(
            Undecodable.class,
            undecodable -> {
              assertThat(undecodable.reason()).isEqualTo(Reason.NOT_THIS_TYPE);
              assertThat(undecodable.detail())
                  .contains("dispatch.integration")
                  .doesNotContain("rm -rf");
            });
  }

  @Test
  void noCommandCanAskForTheAdministratorsKey() {
    Command keyring =
        Samples.commands().stream()
            .filter(sample -> sample.action() instanceof Action.PlaceKeyring)
            .findFirst()
            .orElseThrow();
    ProducerRecord<String, byte[]> sent = codec.encode(keyring).on("topic", "key");
    String name = "\"client\":\"" + ((Action.PlaceKeyring) keyring.action()).client() + "\"";
    assertThat(text(sent.value())).contains(name);

    Decoding<Command> read =
        codec.decodeCommand(
            sent.headers(), bytes(text(sent.value()).replace(name, "\"client\":\"admin\"")));

    assertThat(read)
        .isInstanceOfSatisfying(
            Undecodable.class,
            undecodable -> assertThat(undecodable.reason()).isEqualTo(Reason.NOT_THIS_TYPE));
  }

  @Test
  void aNumberInAStringIsNotGuessed() {
    assertUndecodable(
        bytes(text(record.value()).replace("\"attempt\":2", "\"attempt\":\"2\"")),
        Reason.NOT_THIS_TYPE);
  }

  @Test
  void anEventIsNoCommand() {
    ProducerRecord<String, byte[]> event =
        codec.encode(Samples.events().getFirst()).on("topic", "key");

    assertThat(codec.decodeCommand(event.headers(), event.value()))
        .isInstanceOfSatisfying(
            Undecodable.class,
            undecodable -> assertThat(undecodable.reason()).isEqualTo(Reason.UNKNOWN_TYPE));
  }

  @Test
  void everyAttributeIsNeededAndChecked() {
    for (String name :
        new String[] {
          "ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "ce_correlationid"
        }) {
      Headers headers = codec.encode(command).on("topic", "key").headers().remove(name);

      assertThat(codec.decodeCommand(headers, record.value()))
          .isEqualTo(new Undecodable<>(Reason.NOT_A_CLOUD_EVENT, "header " + name + " is missing"));
    }
    for (String name : new String[] {"ce_specversion", "ce_id", "ce_time", "ce_causationid"}) {
      Headers headers = codec.encode(command).on("topic", "key").headers();
      headers.add(name, bytes("?"));

      assertThat(codec.decodeCommand(headers, record.value()))
          .isEqualTo(
              new Undecodable<>(Reason.NOT_A_CLOUD_EVENT, "header " + name + " is malformed"));
    }
  }

  private void assertUndecodable(byte[] value, Reason... reasons) {
    assertThat(codec.decodeCommand(record.headers(), value))
        .isInstanceOfSatisfying(
            Undecodable.class,
            undecodable -> assertThat(undecodable.reason()).isIn((Object[]) reasons));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
