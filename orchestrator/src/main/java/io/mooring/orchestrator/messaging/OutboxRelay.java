package io.mooring.orchestrator.messaging;

import io.mooring.orchestrator.messaging.BusProducer.Sent;
import io.mooring.orchestrator.persistence.OutboxRows;
import io.mooring.orchestrator.persistence.OutboxRows.Pending;
import io.mooring.orchestrator.service.Bell;
import io.mooring.orchestrator.service.SagaAdvanced;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Publishes what transactions left in the outbox. It is woken by each commit; the poll is for what
 * another process committed, or what was left when one died. A message leaves the outbox only after
 * the broker has it, so it may be published twice, never not at all.
 */
@ApplicationScoped
class OutboxRelay {
  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

  private final OutboxRows outbox;
  private final BusProducer producer;
  private final int batch;
  private final Duration poll;
  private final Bell bell = new Bell();
  private BackgroundLoop loop;

  OutboxRelay(
      OutboxRows outbox,
      BusProducer producer,
      @ConfigProperty(name = "mooring.orchestrator.outbox.batch") int batch,
      @ConfigProperty(name = "mooring.orchestrator.outbox.poll") Duration poll) {
    this.outbox = outbox;
    this.producer = producer;
    this.batch = batch;
    this.poll = poll;
  }

  void start(@Observes StartupEvent started) {
    loop = BackgroundLoop.start("mooring-outbox-relay", bell, poll, this::drain);
  }

  void stop(@Observes ShutdownEvent stopped) {
    if (loop != null) {
      loop.stop();
    }
  }

  void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) SagaAdvanced advanced) {
    bell.ring();
  }

  private void drain() {
    int taken = batch;
    while (taken == batch) {
      taken = QuarkusTransaction.requiringNew().call(this::publish);
    }
  }

  private int publish() {
    List<Pending> pending = outbox.take(batch);
    if (pending.isEmpty()) {
      return 0;
    }
    List<Sent> sent = producer.send(pending.stream().map(Pending::record).toList());
    List<Long> done = new ArrayList<>(pending.size());
    for (int i = 0; i < pending.size(); i++) {
      long position = pending.get(i).position();
      switch (sent.get(i)) {
        case ACKNOWLEDGED -> done.add(position);
        case REFUSED -> {
          LOG.errorf(
              "The broker will never take outbox message %d for %s; it is parked. Its step is"
                  + " asked again after its deadline.",
              position, pending.get(i).record().topic());
          outbox.park(position);
        }
      }
    }
    outbox.remove(done);
    return pending.size();
  }
}
