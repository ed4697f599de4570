package io.mooring.ceph;

import io.mooring.participant.messaging.CommandConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** The door of this service: commands for the ceph participant come in here. */
@ApplicationScoped
public class CephCommands {
  private final CommandConsumer consumer;

  /** Hands everything to the consumer. */
  public CephCommands(CommandConsumer consumer) {
    this.consumer = consumer;
  }

  /** A command has come. */
  @Incoming("ceph-commands")
  public CompletionStage<Void> receive(Message<byte[]> command) {
    return consumer.receive(command);
  }
}
