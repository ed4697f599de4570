package io.mooring.orchestrator.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A page of the steps of a saga.
 *
 * @param items the steps
 * @param next what {@code ?after=} has to say to get the next page; absent on the last one
 * @param position what {@code ?since=} has to say to get what changes after this answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    name = "StepsPage",
    requiredProperties = {"items", "position"})
public record StepsPage(List<StepView> items, String next, String position) {
  static StepsPage of(Items<StepView> page, long position) {
    return new StepsPage(page.items(), page.next(), Long.toString(position));
  }

  /** The position that a client has from an answer before. */
  static long position(String since) {
    try {
      long position = Long.parseLong(since.strip());
      if (position >= 0) {
        return position;
      }
    } catch (NumberFormatException notOne) {
      // Refused with the negative ones.
    }
    throw Refusal.invalidField("/since", "Use the position of an answer before.");
  }
}
