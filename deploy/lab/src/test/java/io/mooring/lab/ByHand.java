package io.mooring.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Ties the cloud to the cluster as people do by hand after the classic runbook: by ssh alone, with
 * all that they leave behind.
 */
final class ByHand {
  /** The secret that cinder and the computes use. */
  static final String SECRET = "8dac896c-59b4-45a7-8cad-016d561992b0";

  /** A secret of an earlier try, which nobody uses. */
  static final String UNUSED = "3f0e7d0a-6d0c-4d5c-9d50-0c1b6a3c7c11";

  private static final String POOLS =
      """
      for pool in openstack-images openstack-volumes openstack-vms; do
        ceph osd pool create $pool 32 32 && rbd pool init $pool || exit
      done
      ceph auth get-or-create client.glance mon 'allow r' osd \
        'allow class-read object_prefix rbd_children, allow rwx pool=openstack-images' >/dev/null
      ceph auth get-or-create client.cinder mon 'allow r' osd \
        'allow class-read object_prefix rbd_children, allow rwx pool=openstack-volumes,\
       allow rwx pool=openstack-vms, allow rx pool=openstack-images' >/dev/null
      """;

  private static final String DEFINE =
      """
      cat > /etc/ceph/client.cinder.key
      define() {
        cat > $1 <<EOF
      <secret ephemeral='no' private='no'>
        <uuid>$2</uuid>
        <usage type='ceph'>
          <name>$3</name>
        </usage>
      </secret>
      EOF
        virsh secret-define --file $1 && virsh secret-set-value --secret $2 \
          --base64 $(cat /etc/ceph/client.cinder.key)
      }
      define /etc/ceph/secret.xml %s 'client.cinder secret' 2>&1
      define /root/secret.xml %s 'first try' 2>&1 && rm /root/secret.xml
      """
          .formatted(SECRET, UNUSED);

  private static final String GLANCE =
      """
      cp /etc/glance/glance-api.conf{,.bak2}
      sed -i '/^filesystem_store_datadir/d' /etc/glance/glance-api.conf
      set_option /etc/glance/glance-api.conf DEFAULT show_image_direct_url=True
      set_option /etc/glance/glance-api.conf glance_store stores=rbd default_store=rbd \
        rbd_store_pool=openstack-images rbd_store_user=glance \
        rbd_store_ceph_conf=/etc/ceph/ceph.conf rbd_store_chunk_size=8
      systemctl restart glance-api
      """;

  private static final String CINDER =
      """
      cp /etc/cinder/cinder.conf{,.bak2}
      set_option /etc/cinder/cinder.conf DEFAULT enabled_backends=ceph glance_api_version=2
      set_option /etc/cinder/cinder.conf ceph volume_driver=cinder.volume.drivers.rbd.RBDDriver \
        rbd_pool=openstack-volumes rbd_ceph_conf=/etc/ceph/ceph.conf \
        rbd_flatten_volume_from_snapshot=false rbd_max_clone_depth=5 rbd_store_chunk_size=4 \
        rados_connect_timeout=-1 rbd_user=cinder rbd_secret_uuid=%s volume_backend_name=ceph
      systemctl restart cinder-volume
      """
          .formatted(SECRET);

  private static final String PORT_OPENS =
      "timeout 60 bash -c 'until (: < /dev/tcp/127.0.0.1/9292); do sleep 1; done' 2>&1";

  private final Lab lab;
  private final Ceph ceph;
  private final String setOption;

  ByHand(Stage stage) {
    lab = stage.lab();
    ceph = new Ceph(lab);
    setOption = setOption(stage.top().resolve("deploy/lab/lib/provision/ini.py"));
  }

  void integrate() {
    lab.on(Lab.CEPH, POOLS);
    String admin = lab.on(Lab.CEPH, "cat /etc/ceph/ceph.client.admin.keyring");
    String conf = lab.on(Lab.CEPH, "cat /etc/ceph/ceph.conf");
    Lab.OPENSTACK_NODES.parallelStream().forEach(node -> client(node, admin, conf));
    String key = ceph.key("client.cinder");
    for (String compute : Lab.COMPUTES) {
      keyring(compute, "cinder", "root");
      lab.attempt(compute, DEFINE, key).succeeded();
    }
    for (String controller : Lab.CONTROLLERS) {
      keyring(controller, "glance", "glance");
      keyring(controller, "cinder", "cinder");
    }
    Lab.CONTROLLERS.parallelStream()
        .forEach(node -> lab.attempt(node, setOption + GLANCE + CINDER, "").succeeded());
    Lab.CONTROLLERS.forEach(node -> lab.on(node, PORT_OPENS));
  }

  private void client(String node, String admin, String conf) {
    List<String> packages =
        Lab.CONTROLLERS.contains(node)
            ? List.of("ceph-common", "python3-rbd")
            : List.of("ceph-common");
    lab.on(
        node,
        "dpkg -s %1$s >/dev/null 2>&1 || { apt-get -qq update; apt-get -qq install %1$s; } 2>&1"
            .formatted(String.join(" ", packages)));
    place(node, "/etc/ceph/ceph.client.admin.keyring", "600", admin);
    place(node, "/etc/ceph/ceph.conf", "644", conf);
  }

  private void keyring(String node, String user, String owner) {
    String path = "/etc/ceph/ceph.client." + user + ".keyring";
    String text = lab.on(Lab.CEPH, "ceph auth get-or-create client." + user);
    place(node, path, "644", text);
    lab.on(node, "chown %1$s:%1$s %2$s".formatted(owner, path));
  }

  private void place(String node, String path, String mode, String content) {
    String script = "mkdir -p /etc/ceph; cat > %1$s && chmod %2$s %1$s".formatted(path, mode);
    lab.attempt(node, script, content + "\n").succeeded();
  }

  /** What {@code openstack-config --set} does; nodes of this distribution have no such command. */
  private static String setOption(Path script) {
    try {
      return "set_option() { python3 - \"$@\" <<'EOF'\n%s\nEOF\n}\n"
          .formatted(Files.readString(script));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
