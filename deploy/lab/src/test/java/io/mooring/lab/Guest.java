package io.mooring.lab;

/** A machine of libvirt's own on a compute, with a disk in the pool of machines. */
final class Guest {
  private static final String IMAGE = Ceph.DISKS + "/st-guest";

  private static final String START =
      """
      virsh -q create --paused /dev/stdin >/dev/null <<EOF
      <domain type='qemu'>
        <name>st-guest</name>
        <memory unit='MiB'>32</memory>
        <os><type arch='x86_64'>hvm</type></os>
        <devices>
          <disk type='network' device='disk'>
            <driver name='qemu' type='raw'/>
            <auth username='cinder'><secret type='ceph' uuid='%s'/></auth>
            <source protocol='rbd' name='%s'><host name='%s' port='6789'/></source>
            <target dev='vda' bus='virtio'/>
          </disk>
        </devices>
      </domain>
      EOF
      """;

  private final Lab lab;
  private final String compute;

  Guest(Lab lab, String compute) {
    this.lab = lab;
    this.compute = compute;
  }

  /** Starts it: QEMU opens its disk by the compute's secret. */
  void start() {
    lab.on(Lab.CEPH, "rbd create --size 8M " + IMAGE);
    String secret = new LibvirtSecrets(lab).uuid(compute);
    lab.on(compute, START.formatted(secret, IMAGE, Lab.address(Lab.CEPH)));
  }

  /** Takes it and its disk away. */
  void remove() {
    lab.on(compute, "virsh -q destroy st-guest >/dev/null");
    lab.on(Lab.CEPH, "rbd rm --no-progress " + IMAGE);
  }
}
