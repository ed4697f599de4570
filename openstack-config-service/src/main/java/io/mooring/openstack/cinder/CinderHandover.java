package io.mooring.openstack.cinder;

import io.mooring.contracts.Action.ConfigureCinder;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.configuration.Edit;
import io.mooring.openstack.handover.Handover;
import java.util.List;
import java.util.UUID;

/** What kolla-ansible must be told about cinder; pure. */
public final class CinderHandover {
  /** How a value begins that kolla-ansible computes. */
  private static final String COMPUTED = "{{";

  /**
   * What kolla-ansible enables of itself, with this back end in the place of its own of Ceph, which
   * has a fixed name in most releases. It reads overrides as templates.
   */
  private static final String BESIDE_OTHERS =
      "{{ (cinder_enabled_backends | map(attribute='name') | reject('equalto', 'rbd-1') | list"
          + " + ['%s']) | unique | join(',') }}";

  private CinderHandover() {}

  /**
   * What this action does, in kolla-ansible's words.
   *
   * @param secret UUID of the secret that the computes have
   */
  public static Handover of(ConfigureCinder action, UUID secret) {
    String cluster = Handover.cluster(action.cephConf());
    String keyring = "%s.client.%s.keyring".formatted(cluster, action.client());
    return new Handover(
        Handover.ofCeph("cinder", action.cephConf(), action.client(), action.pool()),
        "cinder/cinder-volume.conf",
        List.of(
            "cinder/%s.conf".formatted(cluster),
            "cinder/cinder-volume/" + keyring,
            "cinder/cinder-backup/" + keyring,
            "nova/%s.conf".formatted(cluster),
            "nova/" + keyring),
        now -> edits(action, secret, now));
  }

  private static List<Edit> edits(ConfigureCinder action, UUID secret, ConfigurationFile now) {
    boolean listed =
        now.value(CinderSettings.DEFAULT, CinderSettings.ENABLED_BACKENDS)
            .filter(value -> !value.isBlank() && !value.strip().startsWith(COMPUTED))
            .isPresent();
    return CinderSettings.wanted(action, secret, now).stream()
        .map(edit -> edit instanceof Edit.AddToList && !listed ? besideOthers(action) : edit)
        .toList();
  }

  private static Edit besideOthers(ConfigureCinder action) {
    return new Edit.Set(
        CinderSettings.DEFAULT,
        CinderSettings.ENABLED_BACKENDS,
        BESIDE_OTHERS.formatted(action.backend()));
  }
}
