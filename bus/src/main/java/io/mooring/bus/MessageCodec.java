package io.mooring.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mooring.bus.Decoding.Decoded;
import io.mooring.bus.Decoding.Reason;
import io.mooring.bus.Decoding.Undecodable;
import io.mooring.contracts.Action;
import io.mooring.contracts.Command;
import io.mooring.contracts.Dispatch;
import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.contracts.MessageTypes;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;

/**
 * Turns commands and events into CloudEvents and back. Only the types of {@link MessageTypes} are
 * known; no class is ever looked up by a name from the wire. Safe for many threads.
 */
public final class MessageCodec {
  private static final String ORCHESTRATOR = "/orchestrator";

  private final Clock clock;
  private final ObjectMapper mapper = MessageJson.mapper();
  private final Map<String, BodyReader> commands = new HashMap<>();
  private final Map<String, BodyReader> events = new HashMap<>();

  /**
   * A codec.
   *
   * @param clock gives commands their time
   */
  public MessageCodec(Clock clock) {
    this.clock = clock;
    MessageTypes.actions()
        .forEach((type, action) -> commands.put(type, new BodyReader(body(action.record()))));
    MessageTypes.events()
        .forEach((type, event) -> events.put(type, new BodyReader(mapper.constructType(event))));
  }

  /** A command as it travels; its identity is the message's. */
  public Encoded encode(Command command) {
    Dispatch dispatch = command.dispatch();
    return encode(
        new Envelope(
            dispatch.command(),
            ORCHESTRATOR,
            MessageTypes.of(command.action()).type(),
            Optional.of(dispatch.step().toString()),
            clock.instant(),
            dispatch.saga(),
            Optional.of(dispatch.command()),
            Optional.empty()),
        command);
  }

  /** An event as it travels, with a new identity. */
  public Encoded encode(Event event) {
    Execution execution = event.execution();
    return encode(
        new Envelope(
            UUID.randomUUID(),
            "/" + execution.participant().label() + "-service",
            MessageTypes.of(event),
            Optional.of(execution.step().toString()),
            event.at(),
            execution.saga(),
            Optional.of(execution.command()),
            Optional.empty()),
        event);
  }

  /**
   * Any data with its envelope, as it travels.
   *
   * @throws IllegalArgumentException when the data can't be written as JSON, which is a defect
   */
  public Encoded encode(Envelope envelope, Object data) {
    try {
      return new Encoded(envelope.headers(), mapper.writeValueAsBytes(data));
    } catch (JsonProcessingException defect) {
      throw new IllegalArgumentException("no JSON can be written for " + envelope.type(), defect);
    }
  }

  /** Reads a record of a topic of commands. */
  public Decoding<Command> decodeCommand(Headers headers, byte[] value) {
    return decode(
        headers,
        value,
        commands,
        read -> {
          CommandBody<?> body = (CommandBody<?>) read;
          return new Command(body.dispatch(), body.action());
        });
  }

  /** Reads a record of the topic of step events. */
  public Decoding<Event> decodeEvent(Headers headers, byte[] value) {
    return decode(headers, value, events, Event.class::cast);
  }

  private <M> Decoding<M> decode(
      Headers headers,
      byte[] value,
      Map<String, BodyReader> readers,
      Function<Object, M> toMessage) {
    try {
      Envelope envelope = new EnvelopeReader(headers).read();
      BodyReader reader = readers.get(envelope.type());
      if (reader == null) {
        throw new UnreadableRecord(Reason.UNKNOWN_TYPE, "the type does not belong on this topic");
      }
      return new Decoded<>(envelope, toMessage.apply(reader.read(value)));
    } catch (UnreadableRecord unreadable) {
      return new Undecodable<>(unreadable.reason(), unreadable.getMessage());
    }
  }

  private JavaType body(Class<? extends Action> action) {
    return mapper.getTypeFactory().constructParametricType(CommandBody.class, action);
  }

  /** A command whose action's class is known. */
  record CommandBody<A extends Action>(Dispatch dispatch, A action) {}
}
