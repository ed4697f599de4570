package io.mooring.participant.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a participant works. */
@ConfigMapping(prefix = "mooring.participant")
public interface ParticipantSettings {

  /** How many steps run at once in this process, over all its services. */
  @WithDefault("64")
  int concurrency();

  /**
   * How long running steps may go on when the process is told to stop, or gives partitions to
   * others; what takes longer is taken over by another process.
   */
  @WithDefault("20s")
  Duration drainTime();
}
