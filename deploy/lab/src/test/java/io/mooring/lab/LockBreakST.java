package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Who is killed holds its image's exclusive lock for ever, unless the next one may lock it out.
 * With the caps that Mooring computes it may; with those of the classic runbook it may not.
 */
@Tag("long")
@Order(11)
@ExtendWith(StageExtension.class)
class LockBreakST {
  private static final String HERE = Lab.COMPUTES.get(0);
  private static final String ELSEWHERE = Lab.COMPUTES.get(1);
  private static final String PROGRAM = "/run/st-disk.py";
  private static final Client COMPUTED =
      new Client("client.cinder", "/etc/ceph/ceph.client.cinder.keyring", "st-lock-computed");
  private static final Client SEED =
      new Client("client.st-seed", "/run/st-seed.keyring", "st-lock-seed");

  /** What ceph exits with, and librbd passes on, where a right is missing. */
  private static final int EACCES = 13;

  private static final String RUNBOOKS_CAPS =
      "mon 'allow r'"
          + " osd 'allow class-read object_prefix rbd_children, allow rwx pool=openstack-volumes,"
          + " allow rwx pool=openstack-vms, allow rx pool=openstack-images'";

  /** Writes to an image as QEMU does, by librbd, which takes the lock for that. */
  private static final String DISK =
      """
      import sys, time, rados, rbd
      user, keyring, pool, image, then = sys.argv[1:]
      cluster = rados.Rados(name=user, conffile='/etc/ceph/ceph.conf', conf={'keyring': keyring})
      cluster.connect()
      disk = rbd.Image(cluster.open_ioctx(pool), image)
      try:
          disk.write(b'st' * 256, 0)
          disk.flush()
      except rbd.OSError as refused:
          print(refused)
          sys.exit(refused.errno)
      print('wrote with the lock:', disk.is_exclusive_lock_owner())
      time.sleep(600 if then == 'stay' else 0)
      disk.close()
      """;

  /**
   * A client of the cluster.
   *
   * @param user its cephx user
   * @param keyring where computes have its key
   * @param image the image that it works with
   */
  private record Client(String user, String keyring, String image) {
    String command(String then) {
      return String.join(" ", "python3", PROGRAM, user, keyring, Ceph.VOLUMES, image, then);
    }
  }

  private final Stage stage;
  private final Lab lab;

  LockBreakST(Stage stage) {
    this.stage = stage;
    lab = stage.lab();
  }

  @BeforeEach
  void twoClients() {
    stage.needSomeIntegration();
    String seed =
        lab.on(Lab.CEPH, "ceph auth get-or-create %s %s".formatted(SEED.user(), RUNBOOKS_CAPS));
    for (String node : Lab.COMPUTES) {
      lab.attempt(node, "cat > " + PROGRAM, DISK).succeeded();
      lab.attempt(node, "install -m 640 -g nova /dev/stdin " + SEED.keyring(), seed + "\n")
          .succeeded();
    }
  }

  @AfterEach
  void nothingIsLeft() {
    for (String node : Lab.COMPUTES) {
      lab.on(node, "rm -f %s %s".formatted(PROGRAM, SEED.keyring()));
    }
    for (Client client : new Client[] {COMPUTED, SEED}) {
      lab.on(
          Lab.CEPH,
          "rbd rm --no-progress %s/%s 2>&1 || true".formatted(Ceph.VOLUMES, client.image()));
    }
    lab.on(Lab.CEPH, "ceph auth rm %s 2>&1".formatted(SEED.user()));
  }

  @Test
  void aKilledHoldersLockIsBrokenWithComputedCapsAndBlocksWithTheRunbooks() {
    // given
    killHolding(COMPUTED);
    killHolding(SEED);

    // when
    Execution computed = write(COMPUTED);
    Execution seed = write(SEED);

    // then
    assertThat(computed.exit()).as("with Mooring's caps: %s", computed).isZero();
    assertThat(computed.out()).contains("wrote with the lock: True");
    assertThat(seed.exit())
        .as("with the runbook's caps, which have no right to blocklist: %s", seed)
        .isEqualTo(EACCES);
    assertThat(lockers(SEED)).as("still locked by who is dead").isNotEmpty();

    // and when the user with the runbook's caps may blocklist, nothing else was in the way
    lab.on(
        Lab.CEPH,
        "ceph auth caps %s %s 2>&1"
            .formatted(SEED.user(), RUNBOOKS_CAPS.replace("mon 'allow r'", "mon 'profile rbd'")));
    Execution allowed = write(SEED);
    assertThat(allowed.exit()).as("with profile rbd on the monitors: %s", allowed).isZero();
  }

  /** Kills who holds the lock, as a compute that loses its power does. */
  private void killHolding(Client client) {
    lab.on(Lab.CEPH, "rbd create --size 8M %s/%s".formatted(Ceph.VOLUMES, client.image()));
    String unit = client.image();
    lab.on(
        HERE,
        "systemd-run --quiet --collect --unit=%s --uid=nova --gid=nova %s"
            .formatted(unit, client.command("stay")));
    lab.on(
        Lab.CEPH,
        "timeout 60 bash -c 'until rbd lock ls %s/%s 2>/dev/null | grep -q auto; do sleep 0.2; done'"
            .formatted(Ceph.VOLUMES, client.image()));
    lab.on(HERE, "systemctl kill --signal=KILL " + unit);
    assertThat(lockers(client)).as("held by who was killed").isNotEmpty();
  }

  /** Opens the image on another compute and writes to it; librbd waits 30 s for the dead one. */
  private Execution write(Client client) {
    return lab.attempt(ELSEWHERE, "timeout 90 sudo -u nova " + client.command("end"), "");
  }

  private String lockers(Client client) {
    return lab.on(Lab.CEPH, "rbd lock ls %s/%s".formatted(Ceph.VOLUMES, client.image()));
  }
}
