package io.mooring.orchestrator;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Named places where a fault test ends the process at once, as a power cut would. Without the
 * setting {@code mooring.crash-at} nothing ever happens there.
 */
@ApplicationScoped
public class CrashPoints {
  private static final int KILLED = 137;

  private final String name;
  private final AtomicInteger passesLeft;

  /**
   * Crash points.
   *
   * @param setting {@code NAME} or {@code NAME:COUNT}, the pass at which the process ends
   */
  CrashPoints(@ConfigProperty(name = "mooring.crash-at") Optional<String> setting) {
    String[] parts = setting.orElse("").split(":");
    name = parts[0];
    passesLeft = new AtomicInteger(parts.length > 1 ? Integer.parseInt(parts[1]) : 1);
  }

  /** The process ends here if it is to. */
  public void reach(String point) {
    if (point.equals(name) && passesLeft.decrementAndGet() == 0) {
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
