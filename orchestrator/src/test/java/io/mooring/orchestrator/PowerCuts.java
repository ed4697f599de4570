package io.mooring.orchestrator;

import jakarta.enterprise.inject.Vetoed;
import java.util.Optional;
import java.util.function.Consumer;

/** The named crash points of a simulated process: a test says what happens there. */
@Vetoed
public final class PowerCuts extends CrashPoints {
  private final Consumer<String> atPoint;

  /** The process is at an end; nothing of it runs any more. */
  public static final class PowerCut extends RuntimeException {}

  /**
   * Crash points.
   *
   * @param atPoint is told the name of each that is reached; may throw {@link PowerCut}
   */
  public PowerCuts(Consumer<String> atPoint) {
    super(Optional.empty());
    this.atPoint = atPoint;
  }

  @Override
  public void reach(String point) {
    atPoint.accept(point);
  }
}
