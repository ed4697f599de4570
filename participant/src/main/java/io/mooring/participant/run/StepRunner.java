package io.mooring.participant.run;

import io.mooring.contracts.Command;
import io.mooring.contracts.Event;

/** Runs the step of a command and says what happened; never throws. */
public interface StepRunner {

  /** Runs the command's step on its node. */
  Event run(Command command);
}
