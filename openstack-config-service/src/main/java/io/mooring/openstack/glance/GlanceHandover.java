package io.mooring.openstack.glance;

import io.mooring.contracts.Action.ConfigureGlance;
import io.mooring.contracts.Action.ExistingImages;
import io.mooring.contracts.Action.GlanceStores;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.configuration.Edit;
import io.mooring.openstack.handover.Handover;
import io.mooring.openstack.handover.Variable;
import java.util.ArrayList;
import java.util.List;

/** What kolla-ansible must be told about glance; pure. */
public final class GlanceHandover {
  private static final String ITEM = Store.RBD + ":" + Store.RBD;

  /** Its default is off as soon as there is Ceph, which would lose the images in files. */
  private static final Variable FILE_STORE =
      new Variable(
          "glance_backend_file",
          "yes",
          List.of(
              "glance_backend_file",
              "glance_backend_swift",
              "glance_backend_vmware",
              "glance_backend_s3"));

  private GlanceHandover() {}

  /** What this action does, in kolla-ansible's words. */
  public static Handover of(ConfigureGlance action) {
    List<Variable> variables =
        new ArrayList<>(
            Handover.ofCeph("glance", action.cephConf(), action.client(), action.pool()));
    if (action.stores() != GlanceStores.SINGLE) {
      variables.add(FILE_STORE);
    }
    String cluster = Handover.cluster(action.cephConf());
    return new Handover(
        variables,
        "glance/glance-api.conf",
        List.of(
            "glance/%s.conf".formatted(cluster),
            "glance/%s.client.%s.keyring".formatted(cluster, action.client())),
        now -> edits(action, now));
  }

  /** kolla-ansible names its store of Ceph {@code rbd}, and sets up several stores itself. */
  private static List<Edit> edits(ConfigureGlance action, ConfigurationFile now) {
    List<Edit> edits = new ArrayList<>();
    if (action.stores() == GlanceStores.SINGLE) {
      edits.add(new Edit.Set(FoundStores.DEFAULT, FoundStores.BACKENDS, ITEM));
    } else if (!now.items(FoundStores.DEFAULT, FoundStores.BACKENDS).isEmpty()) {
      edits.add(new Edit.AddToList(FoundStores.DEFAULT, FoundStores.BACKENDS, ITEM));
    }
    if (action.existingImages() == ExistingImages.COPY) {
      GlanceSettings.importMethod(now).ifPresent(edits::add);
    }
    edits.addAll(GlanceSettings.locations(action));
    edits.add(new Edit.Set(FoundStores.CLASSIC, "default_backend", Store.RBD));
    edits.addAll(GlanceSettings.rbd(Store.RBD, action));
    return edits;
  }
}
