package io.mooring.keyring;

import io.mooring.participant.messaging.CommandConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** The door of this service: commands for the keyring participant come in here. */
@ApplicationScoped
public class KeyringCommands {
  private final CommandConsumer consumer;

  /** Hands everything to the consumer. */
  public KeyringCommands(CommandConsumer consumer) {
    this.consumer = consumer;
  }

  /** A command has come. */
  @Incoming("keyring-commands")
  public CompletionStage<Void> receive(Message<byte[]> command) {
    return consumer.receive(command);
  }
}
