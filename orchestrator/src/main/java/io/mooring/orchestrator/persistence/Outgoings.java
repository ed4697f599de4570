package io.mooring.orchestrator.persistence;

import io.mooring.bus.Encoded;
import io.mooring.bus.Envelope;
import io.mooring.bus.MessageCodec;
import io.mooring.contracts.Command;
import io.mooring.contracts.MessageTypes;
import io.mooring.contracts.Topics;
import io.mooring.orchestrator.persistence.OutboxRows.Outgoing;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What is published of a transition: its commands, and its history for everybody. */
@ApplicationScoped
class Outgoings {
  private final MessageCodec codec;

  Outgoings(@Identifier("orchestrator") Clock clock) {
    this.codec = new MessageCodec(clock);
  }

  List<Outgoing> of(List<Command> commands, List<StoredEntry> entries) {
    return Stream.concat(
            commands.stream().map(this::command), entries.stream().map(this::historyEntry))
        .toList();
  }

  /** Keyed by node, so that the commands of a node keep their order. */
  private Outgoing command(Command command) {
    return new Outgoing(
        Topics.commands(MessageTypes.of(command.action()).participant()),
        command.dispatch().node().name().value(),
        codec.encode(command));
  }

  private Outgoing historyEntry(StoredEntry entry) {
    Envelope envelope =
        new Envelope(
            identity(entry.sequence()),
            "/orchestrator",
            "io.mooring.saga." + entry.type() + ".v1",
            Optional.ofNullable(entry.step()),
            entry.at(),
            entry.saga(),
            Optional.empty(),
            Optional.empty());
    Encoded message = codec.encode(envelope, entry);
    return new Outgoing(Topics.SAGA_EVENTS, entry.saga().toString(), message);
  }

  /** The same entry has the same identity, however often it is published. */
  private static UUID identity(long sequence) {
    return UUID.nameUUIDFromBytes(("history/" + sequence).getBytes(StandardCharsets.UTF_8));
  }
}
