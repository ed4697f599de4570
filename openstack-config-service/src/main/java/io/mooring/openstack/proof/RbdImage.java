package io.mooring.openstack.proof;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.PoolName;
import io.mooring.node.NodeSession;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.layout.Layout;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An RBD image as the service user of a node sees it.
 *
 * @param problem why it can't be seen; empty when it is there
 * @param parentPool the pool of the image that it is a clone of; empty when it is no clone
 * @param size its size in bytes; empty where it is not told
 * @param dataPool the pool with its data; empty: where the image is
 */
public record RbdImage(
    Optional<String> problem,
    Optional<String> parentPool,
    OptionalLong size,
    Optional<String> dataPool) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LIST = "pool_client as_service \"$1\" \"$2\" ls \"$3\"";
  private static final String INFO = "pool_client as_service \"$1\" \"$2\" info \"$3\" \"$4\"";
  private static final String HASH =
      "pool_client as_service \"$1\" \"$2\" hash \"$3\" \"$4\" \"$5\"";

  /**
   * Who looks.
   *
   * @param layout how the service runs that has the keyring, and as which account
   * @param cluster the cluster
   * @param client the cephx user
   */
  public record Viewer(Layout layout, ClusterName cluster, ClientName client) {}

  /** Looks for an image in a pool. */
  public static RbdImage look(NodeSession node, Viewer viewer, PoolName pool, String name) {
    Script script =
        viewer
            .layout()
            .poolScript(
                "look for an image in pool " + pool,
                INFO,
                viewer.cluster(),
                viewer.client(),
                pool,
                name);
    ScriptResult result = node.inspect(script);
    if (!result.succeeded()) {
      String words = result.errorText().lines().reduce((first, last) -> last).orElse("");
      return new RbdImage(
          Optional.of("%s is not in pool %s: %s".formatted(name, pool, words)),
          Optional.empty(),
          OptionalLong.empty(),
          Optional.empty());
    }
    return parse(result.text());
  }

  /**
   * The hash of all its bytes, in hex: it is read whole, so it must not be large.
   *
   * @param algorithm as python's hashlib calls it, such as {@code sha512}
   * @return empty when it could not be read in time
   */
  public static Optional<String> hash(
      NodeSession node, Viewer viewer, PoolName pool, String name, String algorithm) {
    ScriptResult result =
        node.inspect(
            viewer
                .layout()
                .poolScript(
                    "read an image in pool " + pool,
                    HASH,
                    viewer.cluster(),
                    viewer.client(),
                    pool,
                    name,
                    algorithm));
    return Optional.of(result.text().strip()).filter(hash -> result.succeeded());
  }

  /**
   * Looks for an image whose name begins so.
   *
   * @return why there is none; empty when there is one
   */
  public static Optional<String> lookForBeginning(
      NodeSession node, Viewer viewer, PoolName pool, String beginning) {
    Script script =
        viewer
            .layout()
            .poolScript("list pool " + pool, LIST, viewer.cluster(), viewer.client(), pool);
    ScriptResult result = node.inspect(script);
    if (!result.succeeded()) {
      return Optional.of(
          "pool %s can't be listed: %s"
              .formatted(
                  pool, result.errorText().lines().reduce((first, last) -> last).orElse("")));
    }
    return result.text().lines().anyMatch(name -> name.strip().startsWith(beginning))
        ? Optional.empty()
        : Optional.of("nothing in pool %s is called %s…".formatted(pool, beginning));
  }

  /**
   * Why it can't be seen, or that its data is not where it should be; empty when all is well.
   *
   * @param wanted the pool with its data; empty: nobody asks
   */
  public Optional<String> problemOutside(Optional<PoolName> wanted) {
    return problem.or(
        () ->
            wanted
                .filter(pool -> !dataPool.equals(Optional.of(pool.value())))
                .map(
                    pool ->
                        "its data is %s, not in pool %s"
                            .formatted(
                                dataPool.map("in pool %s"::formatted).orElse("where it is itself"),
                                pool)));
  }

  static RbdImage parse(String json) {
    try {
      JsonNode image = JSON.readTree(json);
      JsonNode parent = image.at("/parent/pool");
      JsonNode size = image.path("size");
      JsonNode data = image.path("data_pool");
      return new RbdImage(
          Optional.empty(),
          parent.isMissingNode() ? Optional.empty() : Optional.of(parent.asText()),
          size.isIntegralNumber() ? OptionalLong.of(size.longValue()) : OptionalLong.empty(),
          data.isTextual() ? Optional.of(data.asText()) : Optional.empty());
    } catch (JacksonException unexpected) {
      return new RbdImage(
          Optional.of("rbd info did not print JSON"),
          Optional.empty(),
          OptionalLong.empty(),
          Optional.empty());
    }
  }
}
