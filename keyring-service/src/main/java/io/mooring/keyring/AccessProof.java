package io.mooring.keyring;

import io.mooring.contracts.Action.ProveAccess;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Finding.Severity;
import io.mooring.node.Script;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What happened when a service's account tried to open pools.
 *
 * @param conf how the account sees the Ceph configuration
 * @param keyring how it sees the keyring
 * @param attempts what {@code rbd} said, by pool
 * @param onlyPlanned whether earlier steps are only planned, so that it need not work yet
 */
record AccessProof(
    Visibility conf, Visibility keyring, Map<String, Attempt> attempts, boolean onlyPlanned) {

  /** How an account sees a file. */
  enum Visibility {
    /** It can read it. */
    READABLE,
    /** It is there, but the account can't read it. */
    UNREADABLE,
    /** It is not there, as far as root can see. */
    ABSENT
  }

  /**
   * An attempt to open a pool.
   *
   * @param status exit status of {@code rbd}
   * @param words its last words
   */
  record Attempt(int status, String words) {}

  /**
   * Opens all pools at once. The arguments are the cluster, the cephx user, where the node has what
   * the service's start will copy (or nothing, twice) and the pools; each line that is printed is
   * far shorter than what a pipe takes as a whole.
   */
  static final String SCRIPT = Script.resource(AccessProof.class, "prove-access.sh");

  private static final int NO_SUCH_POOL = 2;
  private static final int TIMED_OUT = 124;
  private static final int KILLED = 137;

  /** A shell reports the death by a signal as 128 and the signal's number. */
  private static final int SIGNALLED = 128;

  private static final int NOT_FOUND = 127;

  static AccessProof read(String output, boolean onlyPlanned) {
    Visibility conf = Visibility.ABSENT;
    Visibility keyring = Visibility.ABSENT;
    Map<String, Attempt> attempts = new LinkedHashMap<>();
    for (String line : output.lines().toList()) {
      String[] words = line.split(" ", 4);
      switch (words[0]) {
        case "conf" -> conf = Visibility.valueOf(words[1].toUpperCase(Locale.ROOT));
        case "keyring" -> keyring = Visibility.valueOf(words[1].toUpperCase(Locale.ROOT));
        case "pool" ->
            attempts.put(
                words[1],
                new Attempt(Integer.parseInt(words[2]), words.length > 3 ? words[3].strip() : ""));
        default -> throw new IllegalArgumentException("the proof printed another line");
      }
    }
    return new AccessProof(conf, keyring, attempts, onlyPlanned);
  }

  /** Why the pools could not be opened; nothing if all could. */
  List<Finding> findings(ProveAccess action) {
    return action.pools().stream()
        .map(pool -> refusal(action, pool.value()))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private Finding refusal(ProveAccess action, String pool) {
    Attempt attempt = attempts.getOrDefault(pool, new Attempt(-1, "nothing was printed"));
    if (attempt.status() == 0) {
      return null;
    }
    Reason reason = reason(action, pool, attempt);
    return Finding.of(
        onlyPlanned ? Severity.INFO : Severity.STOP,
        reason.code(),
        "%s can't open the pool %s as client.%s: %s%s"
            .formatted(
                action.serviceUser(),
                pool,
                action.client(),
                reason.text(),
                attempt.words().isBlank() ? "" : " (rbd says: " + attempt.words() + ")"),
        reason.code().next());
  }

  /** Where librados looks for the configuration. */
  static String conf(ProveAccess action) {
    return "/etc/ceph/%s.conf".formatted(action.cluster());
  }

  /** Where librados looks for the keyring. */
  static String keyring(ProveAccess action) {
    return "/etc/ceph/%s.client.%s.keyring".formatted(action.cluster(), action.client());
  }

  private record Reason(ErrorCode code, String text) {
    static Reason denied(String text) {
      return new Reason(ErrorCode.ACCESS_DENIED, text);
    }
  }

  private Reason reason(ProveAccess action, String pool, Attempt attempt) {
    String conf = conf(action);
    String ring = keyring(action);
    if (attempt.status() == NOT_FOUND) {
      return new Reason(
          ErrorCode.PACKAGES_MISSING, "the node has neither rbd nor Python's rbd module.");
    }
    if (conf().equals(Visibility.ABSENT)) {
      return Reason.denied(conf + " is missing.");
    }
    if (conf().equals(Visibility.UNREADABLE)) {
      return Reason.denied("it may not read " + conf + ".");
    }
    if (keyring().equals(Visibility.ABSENT)) {
      return Reason.denied(ring + " is missing.");
    }
    if (keyring().equals(Visibility.UNREADABLE)) {
      return Reason.denied("it may not read " + ring + ".");
    }
    if (attempt.status() == TIMED_OUT
        || attempt.status() == KILLED
        || attempt.words().contains("timed out")) {
      return new Reason(ErrorCode.CLUSTER_UNREACHABLE, "no monitor answered this node in time.");
    }
    if (attempt.status() > SIGNALLED) {
      return new Reason(
          ErrorCode.CLUSTER_UNREACHABLE,
          "librados died by signal %d while it opened the pool."
              .formatted(attempt.status() - SIGNALLED));
    }
    if (attempt.status() == NO_SUCH_POOL) {
      return Reason.denied("the cluster has no pool " + pool + ".");
    }
    if (attempt.words().contains("couldn't connect")) {
      return Reason.denied("the monitors refused the key in " + ring + ".");
    }
    // The library says "permission error" where the command says "not permitted".
    if (attempt.words().contains("not permitted")
        || attempt.words().contains("permission error")
        || attempt.words().contains("denied")) {
      return Reason.denied("the user's caps do not allow it.");
    }
    return Reason.denied("rbd ended with status " + attempt.status() + ".");
  }
}
