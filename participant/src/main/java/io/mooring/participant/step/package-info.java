/** All that the author of a step sees: the step, its plan, its outcome, and where it runs. */
package io.mooring.participant.step;
