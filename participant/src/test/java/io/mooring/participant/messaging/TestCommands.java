package io.mooring.participant.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** What a service has as its door. */
@ApplicationScoped
public class TestCommands {
  private final CommandConsumer consumer;

  /** Hands everything to the consumer. */
  public TestCommands(CommandConsumer consumer) {
    this.consumer = consumer;
  }

  /** A command has come. */
  @Incoming("ceph-commands")
  public CompletionStage<Void> receive(Message<byte[]> command) {
    return consumer.receive(command);
  }
}
