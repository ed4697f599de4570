package io.mooring.orchestrator.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action.CapsStyle;
import io.mooring.contracts.Action.ExistingImages;
import io.mooring.contracts.Action.Feature;
import io.mooring.contracts.Action.GlanceStores;
import io.mooring.contracts.Action.InstallMethod;
import io.mooring.contracts.Action.WantedPool;
import io.mooring.contracts.BackendName;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.OpenstackAccess;
import io.mooring.contracts.PoolName;
import io.mooring.contracts.RestartGate;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** Turns a checked tree, with every default in it, into records. */
final class DocumentBinding {
  /** What nearly every cluster is called. */
  private static final String COMMON_NAME = "ceph";

  private static final long BYTES_OF_A_MEBIBYTE = 1L << 20;

  private final JsonNode root;

  DocumentBinding(JsonNode root) {
    this.root = root;
  }

  IntegrationDocument document() {
    return new IntegrationDocument(
        new IntegrationName(text(root, "name")),
        new NodeBinding(root).nodes(),
        ceph(root.path("ceph")),
        glance(root.path("glance")),
        cinder(root.path("cinder")),
        nova(root.path("nova")),
        libvirt(root.path("libvirt")),
        openstack(root.path("openstack")),
        restart(root.path("restart")),
        checks(root.path("checks")),
        retry(root.path("retry")),
        life(root));
  }

  private static IntegrationDocument.Ceph ceph(JsonNode ceph) {
    JsonNode client = ceph.path("client");
    JsonNode pools = ceph.path("pools");
    JsonNode users = ceph.path("users");
    return new IntegrationDocument.Ceph(
        new ClusterName(text(ceph, "cluster")),
        word(CephAccess.Run.class, ceph, "run"),
        new ClusterName(text(ceph.path("admin"), "cluster")),
        texts(ceph.path("allowedWarnings")),
        texts(ceph.path("stoppingWarnings")),
        new IntegrationDocument.Client(
            word(InstallMethod.class, client, "method"), optional(client, "release")),
        word(CapsStyle.class, ceph, "caps"),
        new IntegrationDocument.Pools(
            pool(pools, "images"),
            pool(pools.path("volumes")),
            pool(pools, "vms"),
            pool(pools, "backups"),
            dataPools(pools)),
        new IntegrationDocument.Users(
            new ClientName(text(users, "glance")),
            new ClientName(text(users, "cinder")),
            optional(users, "nova").map(ClientName::new),
            new ClientName(text(users, "cinderBackup"))));
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new LinkedHashSet<>();
    list.forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  /** Nothing is said where there is none. */
  static IntegrationDocument.Api api(JsonNode api) {
    return new IntegrationDocument.Api(
        optional(api, "address"),
        api.has("port") ? OptionalInt.of(api.path("port").intValue()) : OptionalInt.empty(),
        api.has("tls") ? Optional.of(api.path("tls").booleanValue()) : Optional.empty(),
        optional(api, "caFile"),
        optional(api, "ca"));
  }

  private static Map<PoolName, WantedPool> dataPools(JsonNode pools) {
    Map<PoolName, WantedPool> data = new LinkedHashMap<>();
    for (JsonNode pool : pools) {
      if (pool.has("dataPool")) {
        data.put(new PoolName(text(pool, "name")), pool(pool.path("dataPool")));
      }
    }
    return data;
  }

  private static Optional<WantedPool> pool(JsonNode pools, String which) {
    return pools.has(which) ? Optional.of(pool(pools.path(which))) : Optional.empty();
  }

  private static WantedPool pool(JsonNode pool) {
    OptionalInt pgNum =
        pool.has("pgNum") ? OptionalInt.of(pool.path("pgNum").intValue()) : OptionalInt.empty();
    return new WantedPool(
        new PoolName(text(pool, "name")),
        pgNum,
        optional(pool, "crushRule"),
        quota(pool, "quotaMebibytes", BYTES_OF_A_MEBIBYTE),
        quota(pool, "quotaObjects", 1),
        optional(pool, "erasureCodeProfile"));
  }

  private static Optional<Long> quota(JsonNode pool, String field, long unit) {
    return pool.has(field) ? Optional.of(pool.path(field).longValue() * unit) : Optional.empty();
  }

  private static IntegrationDocument.Glance glance(JsonNode glance) {
    return new IntegrationDocument.Glance(
        word(GlanceStores.class, glance, "stores"),
        word(ExistingImages.class, glance, "existingImages"),
        glance.path("copyMebibytesPerSecond").intValue(),
        glance.path("chunkMebibytes").intValue(),
        glance.path("showImageDirectUrl").booleanValue(),
        glance.path("port").intValue(),
        api(glance.path("api")),
        new FilePath(text(glance, "configFile")),
        new AccountName(text(glance, "serviceUser")));
  }

  private IntegrationDocument.Cinder cinder(JsonNode cinder) {
    return new IntegrationDocument.Cinder(
        new BackendName(optional(cinder, "backend").orElse(cluster())),
        cinder.path("keepBackends").booleanValue(),
        optional(cinder, "volumeType"),
        cinder.path("port").intValue(),
        api(cinder.path("api")),
        new FilePath(text(cinder, "configFile")),
        new AccountName(text(cinder, "serviceUser")),
        optional(cinder, "apiNode").map(NodeName::new));
  }

  private static IntegrationDocument.Nova nova(JsonNode nova) {
    Set<Feature> features = new LinkedHashSet<>();
    if (nova.path("ephemeral").booleanValue()) {
      features.add(Feature.EPHEMERAL);
    }
    if (nova.path("directSnapshots").booleanValue()) {
      features.add(Feature.DIRECT_SNAPSHOTS);
    }
    return new IntegrationDocument.Nova(
        features,
        nova.path("port").intValue(),
        api(nova.path("api")),
        new FilePath(text(nova, "configFile")),
        optional(nova, "apiNode").map(NodeName::new));
  }

  private IntegrationDocument.Libvirt libvirt(JsonNode libvirt) {
    JsonNode users = root.path("ceph").path("users");
    return new IntegrationDocument.Libvirt(
        optional(libvirt, "secretUuid").map(UUID::fromString),
        optional(libvirt, "secretUsage").orElseGet(() -> usage(text(users, "cinder"))),
        optional(libvirt, "novaSecretUuid").map(UUID::fromString),
        optional(users, "nova").map(this::usage),
        new AccountName(text(libvirt, "serviceUser")));
  }

  private String usage(String client) {
    return usage(client, cluster());
  }

  /** Libvirt allows one secret for each usage, so two clusters on the same computes need two. */
  static String usage(String client, String cluster) {
    return cluster.equals(COMMON_NAME)
        ? "client.%s secret".formatted(client)
        : "client.%s %s secret".formatted(client, cluster);
  }

  private String cluster() {
    return root.path("ceph").path("cluster").textValue();
  }

  private static OpenstackAccess openstack(JsonNode openstack) {
    return new OpenstackAccess(
        word(OpenstackAccess.Auth.class, openstack, "auth"),
        optional(openstack, "credential").map(CredentialName::new),
        optional(openstack, "project"));
  }

  private static RestartGate restart(JsonNode restart) {
    return new RestartGate(duration(restart, "stabilityWindow"), duration(restart, "timeout"));
  }

  private static IntegrationDocument.Checks checks(JsonNode checks) {
    return new IntegrationDocument.Checks(
        checks.path("minimumFreeMebibytes").longValue(), duration(checks, "maximumClockSkew"));
  }

  private static RetryPolicy retry(JsonNode retry) {
    return new RetryPolicy(
        retry.path("attempts").intValue(),
        duration(retry, "firstDelay"),
        duration(retry, "longestDelay"));
  }

  private static IntegrationDocument.Life life(JsonNode root) {
    Map<String, String> decisions = new HashMap<>();
    root.path("decisions")
        .properties()
        .forEach(decision -> decisions.put(decision.getKey(), decision.getValue().textValue()));
    return new IntegrationDocument.Life(
        word(Unreachable.class, root, "unreachable"),
        word(IntegrationDocument.OnFailure.class, root, "onFailure"),
        decisions,
        optional(root.path("verify"), "every").flatMap(Durations::parse),
        optional(root.path("verify"), "cron")
            .flatMap(cron -> CronTimes.parse(cron, text(root.path("verify"), "timezone"))));
  }

  private static Duration duration(JsonNode node, String field) {
    return Durations.parse(text(node, field)).orElseThrow();
  }

  private static Optional<String> optional(JsonNode node, String field) {
    return Optional.ofNullable(node.path(field).textValue());
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).textValue();
  }

  /** The constant that is written in lower case with hyphens. */
  private static <E extends Enum<E>> E word(Class<E> type, JsonNode node, String field) {
    return constant(type, text(node, field));
  }

  static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
