package io.mooring.openstack.handover;

import io.mooring.contracts.Action.ConfigureDeployer;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.contracts.PoolName;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.configuration.Edit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What kolla-ansible must be told about one service; pure. Its templates make the service's file
 * from the variables, and it merges the override into that.
 *
 * @param variables what is to stand in globals.yml
 * @param override the file that it merges, below its configuration directory
 * @param copies the files that it copies to the service's nodes, below the same directory
 * @param edits what the override is to say, by what it says now
 */
public record Handover(
    List<Variable> variables,
    String override,
    List<String> copies,
    Function<ConfigurationFile, List<Edit>> edits) {
  /** kolla-ansible's own default. */
  public static final FilePath DIRECTORY = new FilePath("/etc/kolla");

  /** The variable that says where cinder-backup puts its backups. */
  public static final String BACKUP_DRIVER = "cinder_backup_driver";

  private static final String COMMON_CLUSTER = "ceph";
  private static final String CONF_END = ".conf";

  /** The cluster's name by its configuration file, which is what librados goes by. */
  public static String cluster(FilePath cephConf) {
    String file = cephConf.value().replaceFirst(".*/", "");
    return file.endsWith(CONF_END) ? file.substring(0, file.length() - CONF_END.length()) : file;
  }

  /** The cluster's name where it is not the common one. */
  public static List<Variable> ofCluster(FilePath cephConf) {
    String cluster = cluster(cephConf);
    return cluster.equals(COMMON_CLUSTER)
        ? List.of()
        : List.of(new Variable("ceph_cluster", cluster));
  }

  /** That a service uses Ceph: which cluster, as whom, and which pool. */
  public static List<Variable> ofCeph(
      String service, FilePath cephConf, ClientName client, PoolName pool) {
    List<Variable> variables = new ArrayList<>();
    variables.add(new Variable(service + "_backend_ceph", "yes"));
    variables.addAll(ofCluster(cephConf));
    variables.add(new Variable("ceph_%s_user".formatted(service), client.value()));
    variables.add(new Variable("ceph_%s_pool_name".formatted(service), pool.value()));
    return variables;
  }

  /**
   * What people should know when a file that a deployment writes is changed in its place: who tells
   * the deployment, or, where nobody does, what they have to hand over.
   *
   * @param file the file on the node
   * @param facts what the saga knows
   */
  public Finding of(FilePath file, Map<String, String> facts) {
    return Optional.ofNullable(facts.get(ConfigureDeployer.FACT))
        .map(
            deployer ->
                Finding.info(
                    ErrorCode.MANAGED_ELSEWHERE,
                    "%s is written by what deploys the container; %s hands the same on to its next run."
                        .formatted(file, deployer)))
        .orElseGet(
            () ->
                Finding.warning(
                    ErrorCode.MANAGED_ELSEWHERE,
                    "%s is written by what deploys the container (its config.json is beside it): its next run takes this change back."
                        .formatted(file),
                    "Give the node from which kolla-ansible is run the role deployer, or hand this"
                        + " over yourself.\n"
                        + text()));
  }

  /** The exact text to hand over where nothing was handed over before. */
  public String text() {
    List<String> parts = new ArrayList<>();
    parts.add(
        "In %s/globals.yml:\n%s"
            .formatted(
                DIRECTORY,
                variables.stream().map(Variable::line).collect(Collectors.joining("\n"))));
    ConfigurationFile nothing = ConfigurationFile.parse(new byte[0]);
    byte[] merged = nothing.edit(edits.apply(nothing)).result().bytes();
    parts.add(
        "In %s/config/%s:\n%s"
            .formatted(DIRECTORY, override, new String(merged, StandardCharsets.UTF_8).strip()));
    parts.add(
        "Beside it, from /etc/ceph of a node: "
            + copies.stream()
                .map(copy -> DIRECTORY + "/config/" + copy)
                .collect(Collectors.joining(", ")));
    return String.join("\n", parts);
  }
}
