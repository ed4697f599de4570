package io.mooring.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.bus.Decoding.Decoded;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Event.StepFailed;
import io.mooring.contracts.Event.StepSucceeded;
import io.mooring.contracts.Finding;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.producer.ProducerRecord;

class StorableTextTest {
  private static final String POISON = "a\0b\u001b[31mc\rd\uD800e\uDC00f\u009b";
  private static final String SHOWN = "a␀b␛[31mc␍d\uFFFDe\uFFFDf\uFFFD";

  private final MessageCodec codec = new MessageCodec(Clock.fixed(Samples.AT, ZoneOffset.UTC));

  @Example
  void whatCanBeStoredStaysAsItIs() {
    assertThat(StorableText.of("größer\n\t\"than\\ 😀")).isEqualTo("größer\n\t\"than\\ 😀");
  }

  @Example
  void whatCannotBeStoredIsShown() {
    assertThat(StorableText.of(POISON)).isEqualTo(SHOWN);
  }

  /** Whatever a node says, PostgreSQL can store it and every character that was fine is kept. */
  @Property(tries = 2_000)
  void everyTextBecomesStorable(@ForAll("texts") String text) {
    String storable = StorableText.of(text);

    assertThat(new String(storable.getBytes(UTF_8), UTF_8)).isEqualTo(storable);
    assertThat(storable.chars().filter(c -> Character.isISOControl(c) && c != '\n' && c != '\t'))
        .isEmpty();
    assertThat(storable).hasSameSizeAs(text);
    assertThat(StorableText.of(storable)).isEqualTo(storable);
  }

  @Property(tries = 500)
  void everyTextOfAnEventTravels(@ForAll("texts") String text) {
    ProducerRecord<String, byte[]> record = codec.encode(saying(text)).on("topic", "key");

    assertThat(message(record)).isEqualTo(saying(StorableText.of(text)));
  }

  @Example
  void whatAnOlderSenderDidNotCleanIsCleanedOnArrival() throws IOException {
    // given
    ProducerRecord<String, byte[]> sent = codec.encode(saying("clean")).on("topic", "key");
    ObjectNode body = (ObjectNode) MessageJson.mapper().readTree(sent.value());
    String poisoned =
        body.toString().replace("clean", "a\\u0000b\\u001b[31mc\\rd\\ud800e\\udc00f\\u009b");

    // when
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>("topic", null, "key", poisoned.getBytes(UTF_8), sent.headers());

    // then
    assertThat(message(record)).isEqualTo(saying(SHOWN));
  }

  @Example
  void namesOfFactsAreCleanedToo() {
    StepSucceeded event = (StepSucceeded) saying("x");
    StepSucceeded poisoned =
        new StepSucceeded(
            event.execution(),
            event.at(),
            event.changed(),
            event.summary(),
            event.changes(),
            event.findings(),
            Map.of("fa\0ct", "1"),
            event.took(),
            Optional.empty(),
            List.of());

    assertThat(message(codec.encode(poisoned).on("topic", "key")))
        .isInstanceOfSatisfying(
            StepSucceeded.class, read -> assertThat(read.facts()).containsOnlyKeys("fa␀ct"));
  }

  @Example
  void headersAreCleanedToo() {
    // given
    ProducerRecord<String, byte[]> record = codec.encode(saying("clean")).on("topic", "key");

    // when
    record.headers().add("ce_subject", "x\0y".getBytes(UTF_8));

    // then
    Decoded<Event> decoded = (Decoded<Event>) codec.decodeEvent(record.headers(), record.value());
    assertThat(decoded.envelope().subject()).contains("x␀y");
  }

  @Example
  void failuresAreCleaned() {
    StepFailed failed = (StepFailed) Samples.events().get(2);
    StepFailed poisoned =
        new StepFailed(
            failed.execution(),
            failed.at(),
            failed.code(),
            failed.retryable(),
            POISON,
            failed.next(),
            failed.findings(),
            failed.changes(),
            failed.took(),
            Optional.empty(),
            List.of());

    assertThat(message(codec.encode(poisoned).on("topic", "key")))
        .isInstanceOfSatisfying(
            StepFailed.class, read -> assertThat(read.message()).isEqualTo(SHOWN));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withCharRange('\0', '\uFFFF').ofMaxLength(60);
  }

  private Event message(ProducerRecord<String, byte[]> record) {
    Decoding<Event> read = codec.decodeEvent(record.headers(), record.value());
    assertThat(read).isInstanceOf(Decoded.class);
    return ((Decoded<Event>) read).message();
  }

  private static Event saying(String text) {
    return new StepSucceeded(
        Samples.events().getFirst().execution(),
        Samples.AT,
        true,
        text,
        List.of(new Change(Change.Kind.UPDATE, text, text, Optional.of(text))),
        List.of(Finding.of(Finding.Severity.INFO, ErrorCode.INTERNAL, text, text)),
        Map.of("fact", text),
        Duration.ofSeconds(1),
        Optional.empty(),
        List.of());
  }
}
