package io.mooring.ceph;

import java.util.List;
import java.util.Set;

/**
 * What an integration does about a health warning. A warning that nobody here has heard of stops:
 * somebody should read it once.
 *
 * @param allowed codes that the document lets pass
 * @param stopping codes that the document stops at, whatever else is said of them
 */
record HealthPolicy(Set<String> allowed, Set<String> stopping) {

  /** What to do about a warning. */
  enum Verdict {
    /** It does not endanger the integration: say it and go on. */
    GO_ON,
    /** It usually passes: try again after a while. */
    WAIT,
    /** What the integration makes could fail or do harm: stop. */
    STOP
  }

  /**
   * A warning that we know.
   *
   * @param code Ceph's code; with a star at its end it stands for all codes that begin so
   * @param verdict what to do
   * @param reason why
   */
  record Known(String code, Verdict verdict, String reason) {
    private boolean means(String other) {
      return code.endsWith("*")
          ? other.startsWith(code.substring(0, code.length() - 1))
          : other.equals(code);
    }
  }

  /**
   * A decision about one warning.
   *
   * @param verdict what to do
   * @param reason why
   */
  record Decision(Verdict verdict, String reason) {}

  /** The first one that fits counts. */
  static final List<Known> KNOWN =
      List.of(
          stop("OSD_FULL", "the cluster takes no more writes"),
          stop("OSD_BACKFILLFULL", "the cluster can hardly move data any more"),
          stop("OSD_OUT_OF_ORDER_FULL", "its limits of fullness contradict each other"),
          stop("POOL_FULL", "a pool takes no more writes"),
          stop("PG_DAMAGED", "data is damaged or inconsistent"),
          stop("PG_RECOVERY_FULL", "data can't be made redundant again for lack of space"),
          stop("PG_BACKFILL_FULL", "data can't be made redundant again for lack of space"),
          stop("OBJECT_UNFOUND", "data is missing"),
          stop("OSD_SCRUB_ERRORS", "data is damaged or inconsistent"),
          stop("OSD_ROOT_DOWN", "a whole tree of OSDs is down"),
          stop("OSD_NO_SORTBITWISE", "the cluster is of a release that can't serve these clients"),
          stop("OSD_UNREACHABLE", "OSDs have addresses that clients can't reach"),
          stop("DEVICE_HEALTH_TOOMANY", "more disks are failing than can be emptied"),
          stop("REQUEST_STUCK", "requests have been hanging for long"),
          stop("TOO_FEW_OSDS", "new pools would not get all their replicas"),
          stop("MON_DISK_CRIT", "a monitor is about to stop for lack of disk space"),
          await("MON_CLOCK_SKEW", "clocks come together after a restart; until then keys may fail"),
          await("MON_NETSPLIT", "monitors are looking for each other"),
          await(
              "PG_AVAILABILITY", "some data can't be reached; placement groups are finding peers"),
          await("SLOW_OPS", "requests hang, so that new pools could hang too"),
          await("REQUEST_SLOW", "requests hang, so that new pools could hang too"),
          await("MGR_DOWN", "a standby manager takes over; without one there are no statistics"),
          goOn("MON_DOWN", "the other monitors have a quorum"),
          goOn("MON_DISK_*", "the monitors work; they should get more space"),
          goOn("MON_MSGR2_NOT_ENABLED", "clients use the older protocol"),
          goOn("AUTH_*", "it concerns users and releases that are there already"),
          goOn("MGR_MODULE_*", "it concerns an extension of the manager"),
          goOn("OSD_NEARFULL", "there is space left; somebody should add more"),
          goOn("POOL_NEAR_FULL", "there is space left; somebody should add more"),
          goOn("CACHE_POOL_*", "it concerns cache pools"),
          goOn("OSD_DOWN", "the other OSDs serve the data"),
          goOn("OSD_HOST_DOWN", "the other hosts serve the data"),
          goOn("OSD_CHASSIS_DOWN", "the other hosts serve the data"),
          goOn("OSD_RACK_DOWN", "the other racks serve the data"),
          goOn(
              "OSDMAP_FLAGS",
              "flags such as noout are set for maintenance; reads and writes go on"),
          goOn("OSD_FLAGS", "flags such as noout are set for maintenance; reads and writes go on"),
          goOn("OSD_ORPHAN", "the entry has no OSD and no data"),
          goOn("OSD_FILESTORE", "it concerns upgrades to come"),
          goOn("OSD_UPGRADE_FINISHED", "it concerns upgrades"),
          goOn("OSD_TOO_MANY_REPAIRS", "what was read wrongly was repaired; a disk may be failing"),
          goOn("OSD_SLOW_PING_TIME_*", "the network is slow, not broken"),
          goOn("OLD_CRUSH_*", "placement works as before"),
          goOn("BLUEFS_*", "OSDs are slower than they could be"),
          goOn("BLUESTORE_*", "OSDs should be looked after; they serve their data"),
          goOn("BLOCK_DEVICE_*", "a disk is slow"),
          goOn("WAL_DEVICE_*", "a disk is slow"),
          goOn("DB_DEVICE_*", "a disk is slow"),
          goOn("DEVICE_HEALTH*", "a disk may fail soon; its data is elsewhere too"),
          goOn("HARDWARE_*", "a part of a host should be looked after"),
          goOn("PG_DEGRADED", "the data is there; replicas are being made"),
          goOn("OBJECT_MISPLACED", "the data is there; it is being moved"),
          goOn("LARGE_OMAP_OBJECTS", "it concerns single objects of other pools"),
          goOn("PG_NOT_SCRUBBED", "scrubbing is late"),
          goOn("PG_NOT_DEEP_SCRUBBED", "scrubbing is late"),
          goOn("PG_SLOW_SNAP_TRIMMING", "space of old snapshots comes back late"),
          goOn("TOO_FEW_PGS", "it concerns speed; the budget of placement groups is checked apart"),
          goOn(
              "TOO_MANY_PGS", "it concerns speed; the budget of placement groups is checked apart"),
          goOn("MANY_OBJECTS_PER_PG", "it concerns speed"),
          goOn("SMALLER_PGP_NUM", "a pool is being reshaped"),
          goOn(
              "POOL_APP_NOT_ENABLED",
              "each pool of the document is adopted or refused by create-pool"),
          goOn("POOL_NO_REDUNDANCY", "it concerns the replicas of a pool, which somebody chose"),
          goOn("POOL_*", "it concerns the shape of pools"),
          goOn("RECENT_CRASH", "a daemon crashed and came back"),
          goOn("RECENT_MGR_MODULE_CRASH", "a daemon crashed and came back"),
          goOn("TELEMETRY_CHANGED", "somebody should agree to telemetry again"),
          goOn("DASHBOARD_DEBUG", "it concerns the dashboard"),
          goOn(
              "CEPHADM_*",
              "it concerns the deployment of daemons; those that run are measured apart"),
          goOn("UPGRADE_*", "an upgrade waits for somebody"),
          goOn("MDS_*", "it concerns CephFS, which block devices don't use"),
          goOn("FS_*", "it concerns CephFS, which block devices don't use"),
          goOn("NVMEOF_*", "it concerns NVMe-oF gateways, which OpenStack doesn't use here"));

  /** Flags that let no client read or write. */
  private static final List<String> HALTING_FLAGS = List.of("pauserd", "pausewr", "full");

  /**
   * What to do about a warning.
   *
   * @param message Ceph's own words: of flags, they tell which
   */
  Decision decide(String code, String message) {
    if (stopping.contains(code)) {
      return new Decision(Verdict.STOP, "the document stops at it");
    }
    if (allowed.contains(code)) {
      return new Decision(Verdict.GO_ON, "the document allows it");
    }
    if (code.equals("OSDMAP_FLAGS") && halts(message)) {
      return new Decision(Verdict.STOP, "the cluster lets no client read or write");
    }
    return KNOWN.stream()
        .filter(known -> known.means(code))
        .findFirst()
        .map(known -> new Decision(known.verdict(), known.reason()))
        .orElse(new Decision(Verdict.STOP, "Mooring does not know this warning"));
  }

  private static boolean halts(String message) {
    List<String> words = List.of(message.split("[,\\s]+"));
    return HALTING_FLAGS.stream().anyMatch(words::contains);
  }

  private static Known stop(String code, String reason) {
    return new Known(code, Verdict.STOP, reason);
  }

  private static Known await(String code, String reason) {
    return new Known(code, Verdict.WAIT, reason);
  }

  private static Known goOn(String code, String reason) {
    return new Known(code, Verdict.GO_ON, reason);
  }
}
