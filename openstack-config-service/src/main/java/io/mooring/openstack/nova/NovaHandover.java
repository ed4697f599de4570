package io.mooring.openstack.nova;

import io.mooring.contracts.Action.ConfigureNova;
import io.mooring.openstack.handover.Handover;
import java.util.List;
import java.util.UUID;

/** What kolla-ansible must be told about machines' own disks; pure. */
public final class NovaHandover {
  private NovaHandover() {}

  /**
   * What this action does, in kolla-ansible's words.
   *
   * @param secret UUID of the secret that libvirt holds
   */
  public static Handover of(ConfigureNova action, UUID secret) {
    String cluster = Handover.cluster(action.cephConf());
    return new Handover(
        Handover.ofCeph("nova", action.cephConf(), action.client(), action.pool()),
        "nova/nova-compute.conf",
        List.of(
            "nova/%s.conf".formatted(cluster),
            "nova/%s.client.%s.keyring".formatted(cluster, action.client())),
        now -> NovaSettings.wanted(action, secret, now));
  }
}
