package io.mooring.openstack.file;

import io.mooring.contracts.ClientName;
import io.mooring.contracts.Counted;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.PoolName;
import io.mooring.node.Authorship;
import io.mooring.node.FileState;
import io.mooring.node.ScriptResult;
import io.mooring.node.layout.Layout;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.StepContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A pool whose images a service would no longer find once its former configuration is back: the
 * pivot of an undo.
 *
 * @param pool the pool
 * @param client the cephx user that may list it
 * @param cephConf the Ceph configuration, where the service sees it
 * @param layout how the service runs
 */
public record UsedPool(PoolName pool, ClientName client, FilePath cephConf, Layout layout) {
  private static final int NO_SUCH_POOL = 2;
  private static final int NAMED = 3;

  private static final String LIST = "pool_client inside \"$1\" \"$2\" ls \"$3\"";

  /**
   * Why the former file must not be put back yet; empty when nothing hangs on it. Looked at in the
   * real world at this moment.
   *
   * @param file the configuration that would be put back
   * @param servesPool whether a configuration lets the service find the pool's images
   */
  public Optional<Outcome> pivot(
      StepContext context, FilePath file, Predicate<ConfigurationFile> servesPool) {
    if (!(context.node().authorship(file, context.fence()) instanceof Authorship.Wrote wrote)
        || wrote.former().filter(copy -> serves(context, copy, servesPool)).isPresent()) {
      return Optional.empty();
    }
    ScriptResult listed =
        context
            .node()
            .inspect(layout.poolScript("list pool " + pool, LIST, cluster(), client, pool));
    if (listed.status() == NO_SUCH_POOL) {
      return Optional.empty();
    }
    if (!listed.succeeded()) {
      return Optional.of(
          Outcome.failed(
              ErrorCode.ACCESS_DENIED,
              "Nobody can tell whether the pool %s holds something that people use: rbd on %s says: %s"
                  .formatted(pool, context.node().address().name(), listed.errorText())));
    }
    List<String> images = listed.text().lines().map(String::strip).toList();
    return images.isEmpty() ? Optional.empty() : Optional.of(used(context, file, images));
  }

  /** Librados takes the name of the configuration for the cluster's. */
  private String cluster() {
    String path = cephConf.value();
    return path.substring(path.lastIndexOf('/') + 1).replaceAll("\\.conf$", "");
  }

  private static boolean serves(
      StepContext context, FilePath copy, Predicate<ConfigurationFile> servesPool) {
    return switch (context.node().read(copy, ServiceConfiguration.LARGEST_FILE)) {
      case FileState.Absent lost -> false;
      case FileState.Present present -> servesPool.test(ConfigurationFile.parse(present.content()));
    };
  }

  private Outcome used(StepContext context, FilePath file, List<String> images) {
    return Outcome.failed(
        ErrorCode.IN_USE,
        "%s on %s stays as it is: the pool %s holds %s (%s), which the service would not find with its former configuration."
            .formatted(
                file,
                context.node().address().name(),
                pool,
                Counted.of(images.size(), "image"),
                images.stream().limit(NAMED).collect(Collectors.joining(", "))
                    + (images.size() > NAMED ? ", …" : "")));
  }
}
