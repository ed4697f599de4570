package io.mooring.openstack.cinder;

import io.mooring.contracts.ClientName;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.PoolName;
import io.mooring.node.layout.Layout;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.file.ServiceConfiguration;
import io.mooring.openstack.file.UsedPool;
import io.mooring.participant.step.FormerFile;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pools that a cinder.conf leads to. Cinder-volume and cinder-backup may read the same file,
 * and putting it back takes from both what it said: so the pools of both are looked at, whoever
 * undoes what.
 */
final class CinderPools {
  private static final String POOL = "rbd_pool";
  private static final String CONF = "rbd_ceph_conf";
  private static final String USUAL_CONF = "/etc/ceph/ceph.conf";

  private CinderPools() {}

  /**
   * Puts the former file back, unless volumes or backups would not be found with it any more.
   *
   * @param layout how the service runs that reads it
   * @param path where the service sees it
   */
  static Outcome putBack(StepContext context, Layout layout, FilePath path) {
    FilePath file = layout.file(path).path();
    List<UsedPool> pools =
        ServiceConfiguration.read(context.node(), file)
            .content()
            .map(now -> used(now, layout))
            .orElse(List.of());
    for (UsedPool pool : pools) {
      Optional<Outcome> pivot = pool.pivot(context, file, former -> serves(former, pool));
      if (pivot.isPresent()) {
        return pivot.get();
      }
    }
    return FormerFile.putBack(context, file);
  }

  /** Pools of two clusters may have the same name, so the cluster counts too. */
  static boolean serves(ConfigurationFile configuration, UsedPool pool) {
    boolean volumes =
        backends(configuration)
            .anyMatch(
                backend ->
                    same(
                        pool,
                        configuration.value(backend, POOL),
                        configuration.value(backend, CONF)));
    Optional<String> backupConf = configuration.value(CinderSettings.DEFAULT, BackupSettings.CONF);
    return volumes || same(pool, backups(configuration), backupConf);
  }

  private static boolean same(UsedPool pool, Optional<String> name, Optional<String> conf) {
    return name.filter(pool.pool().value()::equals).isPresent()
        && conf(conf).equals(pool.cephConf().value());
  }

  private static String conf(Optional<String> conf) {
    return conf.filter(path -> !path.isBlank()).orElse(USUAL_CONF);
  }

  /** The pools of the back ends that cinder runs by this configuration, and of its backups. */
  private static List<UsedPool> used(ConfigurationFile now, Layout layout) {
    List<UsedPool> used = new ArrayList<>();
    backends(now)
        .forEach(
            backend ->
                pool(
                        now.value(backend, POOL),
                        now.value(backend, "rbd_user"),
                        now.value(backend, CONF),
                        layout)
                    .ifPresent(used::add));
    pool(
            backups(now),
            now.value(CinderSettings.DEFAULT, BackupSettings.USER),
            now.value(CinderSettings.DEFAULT, BackupSettings.CONF),
            layout)
        .ifPresent(used::add);
    return used;
  }

  private static Stream<String> backends(ConfigurationFile configuration) {
    return configuration.items(CinderSettings.DEFAULT, CinderSettings.ENABLED_BACKENDS).stream();
  }

  private static Optional<String> backups(ConfigurationFile configuration) {
    return BackupSettings.isCeph(configuration)
        ? configuration.value(CinderSettings.DEFAULT, BackupSettings.POOL)
        : Optional.empty();
  }

  /**
   * Empty where somebody else wrote it in a form that we never use: then the former file has it.
   * The driver takes Ceph's usual configuration where it is told of none.
   */
  private static Optional<UsedPool> pool(
      Optional<String> pool, Optional<String> user, Optional<String> conf, Layout layout) {
    try {
      return pool.isEmpty() || user.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new UsedPool(
                  new PoolName(pool.get()),
                  new ClientName(user.get()),
                  new FilePath(conf(conf)),
                  layout));
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }
}
