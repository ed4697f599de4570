package io.mooring.orchestrator.messaging;

/** The broker does not say what it was asked for, or does not take what it was given. */
public final class BrokerAway extends Exception {
  BrokerAway(String why) {
    super(why, null, false, false);
  }

  BrokerAway(Throwable cause) {
    super("the broker does not answer", cause);
  }
}
