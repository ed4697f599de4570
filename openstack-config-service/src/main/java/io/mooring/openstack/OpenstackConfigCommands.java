package io.mooring.openstack;

import io.mooring.participant.messaging.CommandConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Where this participant's commands come in. */
@ApplicationScoped
public class OpenstackConfigCommands {
  private final CommandConsumer consumer;

  OpenstackConfigCommands(CommandConsumer consumer) {
    this.consumer = consumer;
  }

  @Incoming("openstack-config-commands")
  CompletionStage<Void> receive(Message<byte[]> command) {
    return consumer.receive(command);
  }
}
