package io.mooring.participant.step;

import io.mooring.contracts.Choice;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Finding.Severity;
import java.util.Map;
import java.util.Optional;

/**
 * What people decided on findings.
 *
 * @param byKey the chosen way's name by the finding's key
 */
public record Decisions(Map<String, String> byKey) {
  /** Nothing was decided. */
  public static final Decisions NONE = new Decisions(Map.of());

  /** What was decided on the finding with this key. */
  public Optional<String> on(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** Whether just this was decided on the finding with this key. */
  public boolean chose(String key, String choice) {
    return choice.equals(byKey.get(key));
  }

  /**
   * The finding as it stands after a decision: one on which a person has chosen one of its ways no
   * longer stops, and says so.
   */
  public Finding settle(Finding finding) {
    Optional<Choice> chosen =
        on(finding.key())
            .flatMap(
                name ->
                    finding.choices().stream()
                        .filter(choice -> choice.name().equals(name))
                        .findFirst());
    return finding.severity() == Severity.STOP && chosen.isPresent()
        ? new Finding(
            Severity.WARNING,
            finding.code(),
            "%s Decided: %s.".formatted(finding.message(), chosen.get().name()),
            "",
            finding.key(),
            finding.choices())
        : finding;
  }
}
