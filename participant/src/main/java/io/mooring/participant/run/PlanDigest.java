package io.mooring.participant.run;

import io.mooring.contracts.Change;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Seen;
import io.mooring.participant.step.Plan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest of what a plan saw and would do, before anything of it is cut or hidden. Wording of
 * findings is left out: it may tell counts and times which nothing depends on.
 */
final class PlanDigest {
  private final MessageDigest digest = sha256();

  private PlanDigest() {}

  /** SHA-256 in hex. */
  static String of(Plan plan) {
    PlanDigest all = new PlanDigest();
    all.number(plan.changes().size());
    for (Change change : plan.changes()) {
      all.text(change.kind().name());
      all.text(change.subject());
      all.text(change.summary());
      all.text(change.diff().orElse(""));
    }
    all.number(plan.findings().size());
    for (Finding finding : plan.findings()) {
      all.text(finding.severity().name());
      all.text(finding.code().name());
      all.text(finding.key());
    }
    all.number(plan.seen().size());
    for (Seen seen : plan.seen()) {
      all.text(seen.subject());
      all.text(seen.state());
    }
    return HexFormat.of().formatHex(all.digest.digest());
  }

  /** Its length comes first, so that no two plans are the same row of bytes. */
  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    digest.update(bytes);
  }

  private void number(int number) {
    digest.update((number + ";").getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
