package io.mooring.contracts;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The closed map between the CloudEvents type of a message and its record. Nothing else is ever
 * decoded, and no class is looked up by a name from the wire.
 */
public final class MessageTypes {
  private static final Map<String, ActionType> ACTIONS =
      Map.ofEntries(
          action("check-node", Participant.OPENSTACK_CONFIG, Action.CheckNode.class),
          action("check-cluster", Participant.CEPH, Action.CheckCluster.class),
          action("install-client", Participant.CEPH, Action.InstallClient.class),
          action("create-pool", Participant.CEPH, Action.CreatePool.class),
          action("delete-pool", Participant.CEPH, Action.DeletePool.class),
          action("create-user", Participant.CEPH, Action.CreateUser.class),
          action("place-conf", Participant.KEYRING, Action.PlaceConf.class),
          action("place-keyring", Participant.KEYRING, Action.PlaceKeyring.class),
          action("prove-access", Participant.KEYRING, Action.ProveAccess.class),
          action("define-secret", Participant.LIBVIRT, Action.DefineSecret.class),
          action("check-images", Participant.OPENSTACK_CONFIG, Action.CheckImages.class),
          action("check-openstack", Participant.OPENSTACK_CONFIG, Action.CheckOpenstack.class),
          action("configure-glance", Participant.OPENSTACK_CONFIG, Action.ConfigureGlance.class),
          action("restart-glance", Participant.OPENSTACK_CONFIG, Action.RestartGlance.class),
          action("test-image", Participant.OPENSTACK_CONFIG, Action.TestImage.class),
          action("copy-images", Participant.OPENSTACK_CONFIG, Action.CopyImages.class),
          action("configure-cinder", Participant.OPENSTACK_CONFIG, Action.ConfigureCinder.class),
          action("restart-cinder", Participant.OPENSTACK_CONFIG, Action.RestartCinder.class),
          action("test-volume", Participant.OPENSTACK_CONFIG, Action.TestVolume.class),
          action("create-volume-type", Participant.OPENSTACK_CONFIG, Action.CreateVolumeType.class),
          action(
              "configure-cinder-backup",
              Participant.OPENSTACK_CONFIG,
              Action.ConfigureCinderBackup.class),
          action(
              "restart-cinder-backup",
              Participant.OPENSTACK_CONFIG,
              Action.RestartCinderBackup.class),
          action("test-backup", Participant.OPENSTACK_CONFIG, Action.TestBackup.class),
          action("configure-nova", Participant.OPENSTACK_CONFIG, Action.ConfigureNova.class),
          action("restart-nova", Participant.OPENSTACK_CONFIG, Action.RestartNova.class),
          action(
              "configure-deployer", Participant.OPENSTACK_CONFIG, Action.ConfigureDeployer.class));

  private static final Map<Class<? extends Action>, ActionType> BY_CLASS =
      ACTIONS.values().stream()
          .collect(Collectors.toUnmodifiableMap(ActionType::record, type -> type));

  private static final Map<String, Class<? extends Event>> EVENTS =
      Map.of(
          "io.mooring.event.step-started.v1", Event.StepStarted.class,
          "io.mooring.event.step-progressed.v1", Event.StepProgressed.class,
          "io.mooring.event.step-succeeded.v1", Event.StepSucceeded.class,
          "io.mooring.event.step-failed.v1", Event.StepFailed.class,
          "io.mooring.event.step-unknown.v1", Event.StepUnknown.class);

  private static final Map<Class<? extends Event>, String> EVENT_NAMES =
      EVENTS.entrySet().stream()
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

  private MessageTypes() {}

  /** Every action that there is, by the CloudEvents type of its command. */
  public static Map<String, ActionType> actions() {
    return ACTIONS;
  }

  /** Every event that there is, by its CloudEvents type. */
  public static Map<String, Class<? extends Event>> events() {
    return EVENTS;
  }

  /** The type of an action. */
  public static ActionType of(Action action) {
    return BY_CLASS.get(action.getClass());
  }

  /** The CloudEvents type of an event. */
  public static String of(Event event) {
    return EVENT_NAMES.get(event.getClass());
  }

  /** The action whose command has this CloudEvents type. */
  public static Optional<ActionType> action(String type) {
    return Optional.ofNullable(ACTIONS.get(type));
  }

  private static Map.Entry<String, ActionType> action(
      String name, Participant participant, Class<? extends Action> record) {
    String type = "io.mooring." + participant.label() + "." + name + ".v1";
    return entry(type, new ActionType(type, name, participant, record));
  }

  /**
   * The type of an action.
   *
   * @param type CloudEvents type of its command
   * @param name the action in step names
   * @param participant who executes it
   * @param record its parameters
   */
  public record ActionType(
      String type, String name, Participant participant, Class<? extends Action> record) {}
}
