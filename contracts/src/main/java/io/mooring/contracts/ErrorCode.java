package io.mooring.contracts;

/** The problems that a step can have. The name is the code that people see and search for. */
public enum ErrorCode {
  /** No connection to the node could be made. */
  NODE_UNREACHABLE(
      Category.NODE,
      true,
      "Check that the node is up and that its SSH port is reachable from here."),
  /** The node's host key is not in the known_hosts that we were given. */
  HOST_KEY_UNKNOWN(
      Category.SECURITY,
      false,
      "Compare the fingerprint with what the node's console shows, then trust it, or add it to"
          + " known_hosts."),
  /** The node shows another host key than the known one. */
  HOST_KEY_MISMATCH(
      Category.SECURITY,
      false,
      "Find out why first: either the node was reinstalled, or this is another machine."),
  /** The node did not accept our key or user. */
  AUTHENTICATION_REFUSED(
      Category.NODE, false, "Check the user and the credential's public key on the node."),
  /** No credential of that name is known to the participant. */
  CREDENTIAL_MISSING(
      Category.USER, false, "Put the private key into the credentials directory under that name."),
  /** Other accounts of the participant's machine may read or change the private key. */
  CREDENTIAL_UNSAFE(
      Category.SECURITY,
      false,
      "Let only Mooring's own account read the file (chmod 600), then retry."),
  /** sudo asks for a password or refuses. */
  SUDO_REFUSED(Category.NODE, false, "Allow the user to run sudo without a password on this node."),
  /** The node lacks something that the step needs. */
  NODE_UNSUITABLE(Category.NODE, false, "Fix the problems listed in the findings, then retry."),
  /** The clocks are too far apart. */
  CLOCK_SKEW(Category.NODE, false, "Synchronise the node's clock, then retry."),
  /** Too little free disk space. */
  DISK_SPACE_LOW(Category.NODE, false, "Free some space on the node, then retry."),
  /** Another run holds the node's lock. */
  NODE_BUSY(Category.NODE, true, "Wait until the other run on this node has ended, then retry."),
  /** A newer command was already seen on the node. */
  STALE_EPOCH(
      Category.USER,
      false,
      "Another run has changed this node since. Start a new run: it takes precedence."),
  /** A command on the node ended with an unexpected result. */
  COMMAND_FAILED(Category.NODE, false, "Read the command's message, fix the cause, then retry."),
  /** The file is not the one that was inspected. */
  FILE_CHANGED(Category.NODE, true, "Find out who else writes this file, then retry."),
  /** The file has several hard links, and replacing it would part them. */
  FILE_LINKED(
      Category.NODE,
      false,
      "Make the file one of its own (cp FILE NEW, then mv NEW FILE) or a symbolic link, then"
          + " retry."),
  /** No answer from the Ceph cluster in time. */
  CLUSTER_UNREACHABLE(
      Category.CLUSTER, true, "Check the monitors: ceph -s on the Ceph admin node must answer."),
  /** The cluster's health does not allow changes. */
  CLUSTER_UNHEALTHY(
      Category.CLUSTER,
      false,
      "Bring the cluster back to health, or allow the warning in the document, then retry."),
  /** The cluster's health does not allow changes, but usually does soon without anybody's doing. */
  CLUSTER_SETTLING(
      Category.CLUSTER,
      true,
      "This usually passes within minutes. If it stays, fix the cluster or allow the warning in"
          + " the document, then retry."),
  /** The cluster would have more placement groups than it allows. */
  PLACEMENT_GROUP_BUDGET(
      Category.CLUSTER,
      false,
      "Ask for fewer placement groups, or leave their number to the autoscaler."),
  /** A pool of that name belongs to another application. */
  POOL_CONFLICT(Category.CLUSTER, false, "Choose another pool name in the document."),
  /** The cephx user has caps that we would take away. */
  CAPS_CONFLICT(
      Category.CLUSTER,
      false,
      "Decide which caps the user shall have; the finding lists the choices."),
  /** The cephx user is not there or has no key. */
  CEPHX_USER_MISSING(
      Category.CLUSTER, false, "Run the step create-user first: retry the whole saga."),
  /** Packages could not be installed. */
  PACKAGE_INSTALL_FAILED(
      Category.NODE, true, "Check the node's package sources; the message says what failed."),
  /** Packages are missing and the document says that somebody else installs them. */
  PACKAGES_MISSING(
      Category.NODE,
      false,
      "Install them on the node, or let Mooring install them (ceph.client.method)."),
  /** The node has a Ceph configuration of another cluster. */
  FOREIGN_CLUSTER(
      Category.NODE, false, "Give this cluster another name in the document (ceph.cluster)."),
  /** The service user cannot open its pool. */
  ACCESS_DENIED(
      Category.NODE,
      false,
      "Check the keyring, the caps and ceph.conf as the message says, then retry."),
  /** A libvirt secret stands in the way. */
  SECRET_CONFLICT(
      Category.NODE,
      false,
      "Put its UUID into the document (libvirt.secretUuid), or remove the secret."),
  /** A configuration file has lines that the service can't read. */
  CONFIGURATION_UNREADABLE(
      Category.NODE, false, "Fix or remove the named lines of the file, then retry."),
  /** A configuration file is laid out in a way that the wanted settings do not fit. */
  CONFIGURATION_CONFLICT(
      Category.USER,
      false,
      "Choose in the document between the ways that the finding lists, then retry."),
  /** There are images which would become unusable. */
  EXISTING_IMAGES(
      Category.USER,
      false,
      "Set glance.existingImages to copy to have them in Ceph too, glance.stores to multi to keep"
          + " them usable where they are, or glance.existingImages to accept."),
  /** Machines of users have disks on the compute itself, which would not be found any more. */
  LOCAL_DISKS(
      Category.USER,
      false,
      "Move these machines to another compute or delete them, then retry; or decide that they may"
          + " be left behind."),
  /**
   * The service is stopped or disabled, so that somebody or something else decides when it runs.
   */
  SERVICE_STOPPED(
      Category.NODE,
      false,
      "Start it if it shall run here, or take the role off this node in the document; then retry."),
  /** The same service is down on another controller, so that it is restarted on none. */
  SERVICE_DOWN_ELSEWHERE(
      Category.NODE,
      true,
      "Bring the service back on the controllers that the message names, then retry."),
  /**
   * A restarted service did not become healthy; a configuration that this saga wrote is taken back.
   */
  SERVICE_UNHEALTHY(
      Category.NODE,
      false,
      "Read the service's log on the node (named in the message), then retry."),
  /**
   * An acceptance test found that the service does not do what it should; a service that was only
   * just restarted may need a moment.
   */
  ACCEPTANCE_FAILED(
      Category.NODE,
      true,
      "Read the service's log on the node (named in the message), then retry."),
  /**
   * Glance did not copy an image into Ceph, or its copy is not whole; the original is untouched.
   */
  IMAGE_COPY_FAILED(
      Category.NODE,
      true,
      "Read glance's log on the node, mend it, then retry: what is copied already stays."),
  /** Glance, cinder or Keystone refused our credentials. */
  OPENSTACK_REFUSED(
      Category.USER, false, "Check the OpenStack credential that the document names, then retry."),
  /** An API of OpenStack does not answer where it was looked for. */
  OPENSTACK_UNREACHABLE(
      Category.NODE,
      true,
      "See from the node that the address answers; if it is the wrong one, name the right one in"
          + " the document (api)."),
  /** The certificate of an API of OpenStack is not from an authority that we trust. */
  CERTIFICATE_UNTRUSTED(
      Category.SECURITY,
      false,
      "Name the file of the authority that issued it: cacert in the OpenStack credential, or caFile"
          + " where the document names the API."),
  /** The world is no longer the one that the plan was made for. */
  WORLD_MOVED(Category.USER, false, "Make a new plan and look at it; then apply that one."),
  /** What would be taken back or removed is in use: users' data or a session hangs on it. */
  IN_USE(
      Category.USER,
      false,
      "Move away what uses it, then retry; or skip this step to leave it as it is."),
  /** The pool holds images, snapshots, trash or watchers, so that it is not deleted. */
  POOL_NOT_EMPTY(
      Category.USER,
      false,
      "Move or remove what the message counts, then retry; or skip this step to keep the pool."),
  /** Mooring did not make the pool, so that it does not delete it. */
  POOL_NOT_OURS(
      Category.USER, false, "Skip this step; delete the pool by hand if nobody needs it."),
  /** The name of what is to be deleted was not typed. */
  NOT_CONFIRMED(
      Category.USER, false, "Type the pool's name where it is asked for, then start again."),
  /** A file that would be taken back is no longer as Mooring wrote it. */
  FILE_NOT_OURS(
      Category.USER,
      false,
      "Compare the versions that the message names, decide what the file is to be, then skip"
          + " this step."),
  /** Something else than Mooring wrote a file last, or writes it again and again. */
  MANAGED_ELSEWHERE(
      Category.USER,
      false,
      "Put the same settings into what writes the file; else its next run takes them back."),
  /** Something that an earlier integration, by hand or by a tool, left behind. */
  LEFT_OVER(Category.NODE, false, "Decide whether it is kept or removed."),
  /** No participant began the step in time. */
  NOT_STARTED(
      Category.INTERNAL,
      true,
      "Check that the service named in the message is running and reaches the broker."),
  /** The deadline passed too often without a known outcome. */
  OUTCOME_UNKNOWN(
      Category.NODE,
      false,
      "Look at the node, then retry: a retry inspects first and repeats no work."),
  /** A defect of Mooring. */
  INTERNAL(Category.INTERNAL, false, "Please report this with the saga's events.");

  /** Who has to act. */
  public enum Category {
    /** The document or a decision. */
    USER,
    /** One node. */
    NODE,
    /** The Ceph cluster. */
    CLUSTER,
    /** Trust between us and a node. */
    SECURITY,
    /** Mooring itself. */
    INTERNAL
  }

  private final Category category;
  private final boolean retryable;
  private final String next;

  ErrorCode(Category category, boolean retryable, String next) {
    this.category = category;
    this.retryable = retryable;
    this.next = next;
  }

  /** Who has to act. */
  public Category category() {
    return category;
  }

  /** Whether the orchestrator retries automatically. */
  public boolean retryable() {
    return retryable;
  }

  /** The next action for a person, in one sentence. */
  public String next() {
    return next;
  }
}
