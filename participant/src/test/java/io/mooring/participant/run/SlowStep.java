package io.mooring.participant.run;

import io.mooring.contracts.Action.CheckCluster;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A step without a node that ends when a test says so, with the outcome that it says. */
@Singleton
public class SlowStep implements Step<CheckCluster, String> {
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile Plan planned = Plan.nothing("looked");
  private final List<String> begun = new CopyOnWriteArrayList<>();

  public void close() {
    gate = new CountDownLatch(1);
    begun.clear();
  }

  public void plans(Plan plan) {
    planned = plan;
  }

  public void open() {
    gate.countDown();
  }

  public List<String> begun() {
    return begun;
  }

  @Override
  public Class<CheckCluster> action() {
    return CheckCluster.class;
  }

  @Override
  public String inspect(StepContext context, CheckCluster action) {
    begun.add(context.dispatch().node().name().value());
    try {
      gate.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return "looked";
  }

  @Override
  public Plan plan(CheckCluster action, String found) {
    return planned;
  }

  @Override
  public Outcome apply(StepContext context, CheckCluster action, String found, Plan plan) {
    return Outcome.asPlanned(plan);
  }

  @Override
  public Outcome undo(StepContext context, CheckCluster action) {
    return Outcome.asPlanned(Plan.nothing("nothing"));
  }
}
