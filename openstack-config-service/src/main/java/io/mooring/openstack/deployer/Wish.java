package io.mooring.openstack.deployer;

import io.mooring.contracts.Choice;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.node.FileState;
import io.mooring.openstack.handover.Handover;
import io.mooring.openstack.handover.Variable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What globals.yml is to say, and what of it people should know; pure.
 *
 * @param former what it says now
 * @param globals what it is to say
 * @param findings where somebody has said something else
 */
record Wish(Globals former, Globals globals, List<Finding> findings) {

  Wish(FoundDeployer found) {
    this(
        former(found),
        found.overrides().stream()
            .flatMap(override -> override.handover().variables().stream())
            .toList(),
        found);
  }

  private Wish(Globals former, List<Variable> wanted, FoundDeployer found) {
    this(former, former.with(former.missing(wanted)), findings(former, wanted, found));
  }

  private static Globals former(FoundDeployer found) {
    return new Globals(
        found.globals() instanceof FileState.Present present
            ? new String(present.content(), StandardCharsets.UTF_8)
            : "");
  }

  private static List<Finding> findings(
      Globals former, List<Variable> wanted, FoundDeployer found) {
    Map<String, Globals.Said> said = former.said();
    List<Finding> findings = new ArrayList<>();
    for (Variable variable : former.missing(wanted)) {
      Globals.Said other = said.get(variable.name());
      if (other != null && !other.isOff()) {
        findings.add(found.decisions().settle(otherwise(found, variable, other)));
      }
    }
    boolean told = wanted.stream().anyMatch(it -> it.name().equals(Handover.BACKUP_DRIVER));
    if (!told && backsUpToCeph(said)) {
      findings.add(
          Finding.warning(
              ErrorCode.CONFIGURATION_CONFLICT,
              "Nothing in %s says where cinder-backup puts its backups, so that kolla-ansible takes"
                      .formatted(found.globals().path())
                  + " Ceph for granted, with a user and a pool which this integration does not"
                  + " make.",
              "If cinder-backup is deployed, give its nodes the role backup and name its pool"
                  + " (ceph.pools.backups), or set cinder_backup_driver; else set"
                  + " enable_cinder_backup to \"no\"."));
    }
    return findings;
  }

  private static Finding otherwise(FoundDeployer found, Variable variable, Globals.Said other) {
    return Finding.stop(
            ErrorCode.CONFIGURATION_CONFLICT,
            "%s line %d sets %s to %s, and this integration needs %s."
                .formatted(
                    found.globals().path(),
                    other.line(),
                    variable.name(),
                    other.value(),
                    variable.value()),
            "If the cloud has another Ceph already, it stays there: integrate by hand. Else correct"
                + " the line, then retry.")
        .deciding(
            "globals:" + variable.name(),
            new Choice(
                "replace",
                "Sets it to %s in a block at the end of the file, where it counts for all that"
                        .formatted(variable.value())
                    + " kolla-ansible deploys; the line itself stays."));
  }

  private static boolean backsUpToCeph(Map<String, Globals.Said> said) {
    Globals.Said enabled = said.get("enable_cinder_backup");
    return !said.containsKey(Handover.BACKUP_DRIVER) && (enabled == null || !enabled.isOff());
  }
}
