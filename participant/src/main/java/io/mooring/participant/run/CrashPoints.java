package io.mooring.participant.run;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Ends the process at once, as a power cut would, when it comes to the place that the setting
 * {@code mooring.crash-at} names. Without that setting, which only fault tests use, nothing ever
 * happens.
 */
@Singleton
public final class CrashPoints {
  private static final int KILLED = 137;

  private final String name;

  /**
   * Crash points.
   *
   * @param setting the label of a {@link CrashPoint}
   */
  public CrashPoints(@ConfigProperty(name = "mooring.crash-at") Optional<String> setting) {
    this.name = setting.orElse("");
  }

  /** The process ends here if it is to. */
  public void reach(CrashPoint point) {
    if (point.label().equals(name)) {
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
