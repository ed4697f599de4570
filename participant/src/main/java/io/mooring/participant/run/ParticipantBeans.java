package io.mooring.participant.run;

import io.mooring.bus.MessageCodec;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;

/** Beans of plain classes. An application that holds more than participants may override them. */
final class ParticipantBeans {

  @Produces
  @Singleton
  @DefaultBean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  @DefaultBean
  MessageCodec codec(Clock clock) {
    return new MessageCodec(clock);
  }

  @Produces
  @Singleton
  ParticipantInstance instance() {
    return new ParticipantInstance(hostName() + "/" + ProcessHandle.current().pid());
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }
}
