package io.mooring.participant.run;

import io.mooring.contracts.Command;
import io.mooring.contracts.Event;
import io.mooring.participant.step.Progress;

/** Runs the step of a command and says what happened; never throws. */
public interface StepRunner {

  /**
   * Runs the command's step on its node.
   *
   * @param progress hears how far it is meanwhile
   */
  Event run(Command command, Progress progress);
}
