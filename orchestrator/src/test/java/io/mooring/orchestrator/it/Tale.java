package io.mooring.orchestrator.it;

import io.mooring.contracts.Change;
import io.mooring.contracts.Choice;
import io.mooring.contracts.Command;
import io.mooring.contracts.Dispatch;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Mode;
import io.mooring.contracts.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What participants would tell of a site that was never tied to a cluster before. */
final class Tale {
  private static final String GLANCE =
      """
      --- /etc/glance/glance-api.conf
      +++ /etc/glance/glance-api.conf
      @@ -2,4 +2,10 @@
       [glance_store]
      -stores = file
      -default_store = file
      +enabled_backends = ceph:rbd
      +default_backend = ceph
      +
      +[ceph]
      +rbd_store_pool = openstack-images
      +rbd_store_user = glance
       # Kept as it was on %s.
      """;

  private static final String FINGERPRINT = "SHA256:hFZ8vvC3Gg1VYQn5SRpDYLTY0kW1R5hXgXv4Zk2ZqXo";
  private static final String HOST_KEY = "host-key:openstack-compute02:" + FINGERPRINT;

  private Tale() {}

  /** All went well. */
  static Event of(Command command) {
    return of(command, List.of());
  }

  /** All went well, but images of the former store are there and somebody has to decide first. */
  static Event withImages(Command command) {
    Dispatch dispatch = command.dispatch();
    boolean asks =
        dispatch.step().toString().equals("check-images@openstack-controller01")
            && dispatch.mode() == Mode.PLAN
            && !dispatch.decisions().containsKey("existing-images");
    return of(
        command,
        asks
            ? List.of(
                Finding.stop(
                        ErrorCode.EXISTING_IMAGES,
                        "3 images (1.2 GiB) are in /var/lib/glance/images, which the new default"
                            + " store does not read.")
                    .deciding(
                        "existing-images",
                        new Choice("keep", "Keeps the former store beside the new one."),
                        new Choice("ignore", "Goes on; the 3 images can't be used any more.")))
            : List.of());
  }

  /** All went well, but one node shows a host key that nobody has trusted yet. */
  static Event withUnknownHost(Command command) {
    Dispatch dispatch = command.dispatch();
    String message =
        "openstack-compute02 (10.77.1.2 port 22) shows the host key %s, which is not in known_hosts."
            .formatted(FINGERPRINT);
    if (!dispatch.step().toString().endsWith("check-node@openstack-compute02")
        || dispatch.decisions().containsKey(HOST_KEY)) {
      return of(command);
    }
    ErrorCode code = ErrorCode.HOST_KEY_UNKNOWN;
    return failed(
        command,
        code,
        message,
        List.of(
            Finding.stop(code, message)
                .deciding(
                    HOST_KEY,
                    new Choice(
                        "trust",
                        "Trusts the host key %s of openstack-compute02 from now on."
                            .formatted(FINGERPRINT)))));
  }

  private static Event failed(
      Command command, ErrorCode code, String message, List<Finding> findings) {
    return new Event.StepFailed(
        Execution.of(command, "fake-0"),
        Instant.now(),
        code,
        code.retryable(),
        message,
        code.next(),
        findings,
        List.of(),
        Duration.ofMillis(120),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /** Two nodes have full disks, and a third one can't be reached. */
  static Event withTrouble(Command command) {
    String step = command.dispatch().step().toString();
    return switch (step) {
      case "check-node@openstack-controller02", "check-node@openstack-compute01" ->
          of(command, List.of(Finding.stop(ErrorCode.DISK_SPACE_LOW, "/var has 12 MiB free.")));
      case "check-node@openstack-compute02" ->
          failed(command, ErrorCode.NODE_UNREACHABLE, "No connection.", List.of());
      default -> of(command);
    };
  }

  private static Event of(Command command, List<Finding> findings) {
    List<Change> changes = changes(command.dispatch());
    return new Event.StepSucceeded(
        Execution.of(command, "fake-0"),
        Instant.now(),
        !changes.isEmpty(),
        changes.isEmpty() ? "as it should be" : changes.getFirst().summary(),
        changes,
        findings,
        Map.of(),
        Duration.ofMillis(120),
        Optional.of("0".repeat(64)),
        List.of(new Seen("node", "as it was")));
  }

  private static List<Change> changes(Dispatch dispatch) {
    String object = dispatch.step().object().orElse("");
    return switch (dispatch.step().action().replaceFirst("^inspect-", "")) {
      case "create-pool" ->
          List.of(
              Change.of(Change.Kind.CREATE, object, "pool " + object + ", 32 placement groups"));
      case "create-user" ->
          List.of(Change.of(Change.Kind.CREATE, "client." + object, "cephx user client." + object));
      case "configure-glance" ->
          List.of(
              new Change(
                  Change.Kind.UPDATE,
                  "/etc/glance/glance-api.conf",
                  "images go to pool openstack-images",
                  Optional.of(GLANCE.formatted(dispatch.step().node()))));
      case "restart-glance", "restart-cinder" ->
          List.of(
              Change.of(
                  Change.Kind.RESTART,
                  dispatch.step().action().replaceFirst(".*restart-", "") + "-api",
                  "answers again after 4 s"));
      default -> List.of();
    };
  }
}
