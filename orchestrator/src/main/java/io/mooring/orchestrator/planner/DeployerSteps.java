package io.mooring.orchestrator.planner;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.IntegrationDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What kolla-ansible is told on the node from which it is run: the files that it copies, and what
 * was done to the services. It knows before the first service is changed, so that no run of it can
 * take anything back; taken back, it forgets when all services are as they were.
 */
final class DeployerSteps {
  private static final FilePath DIRECTORY = new FilePath("/etc/kolla");
  private static final FilePath GLOBALS = new FilePath(DIRECTORY + "/globals.yml");
  private static final AccountName ROOT = new AccountName("root");

  private final IntegrationDocument document;
  private final CephAccess access;
  private final ClusterSteps.Done cluster;
  private final GraphBuilder graph;
  private final List<StepName> placed = new ArrayList<>();

  DeployerSteps(
      IntegrationDocument document,
      CephAccess access,
      ClusterSteps.Done cluster,
      GraphBuilder graph) {
    this.document = document;
    this.access = access;
    this.cluster = cluster;
    this.graph = graph;
  }

  /**
   * Adds the steps.
   *
   * @param deployer the node
   * @param check it can be worked on
   * @param secrets the steps that know the libvirt secrets' UUIDs
   */
  StepName plan(
      NodeAddress deployer, StepName check, List<StepName> secrets, ServiceActions actions) {
    ClientName glance = document.ceph().users().glance();
    ClientName cinder = document.ceph().users().cinder();
    for (String service : List.of("glance", "cinder", "nova")) {
      conf(deployer, check, service);
    }
    StepName user = cluster.glance().orElseThrow();
    keyring(deployer, check, "kolla-glance", "glance", glance, user);
    keyring(
        deployer, check, "kolla-cinder-volume", "cinder/cinder-volume", cinder, cluster.cinder());
    keyring(
        deployer, check, "kolla-cinder-backup", "cinder/cinder-backup", cinder, cluster.cinder());
    cluster
        .cinderBackup()
        .ifPresent(
            backup ->
                keyring(
                    deployer,
                    check,
                    "kolla-cinder-backup-own",
                    "cinder/cinder-backup",
                    document.ceph().users().cinderBackup(),
                    backup));
    keyring(deployer, check, "kolla-nova", "nova", cinder, cluster.cinder());
    document
        .ceph()
        .users()
        .nova()
        .ifPresent(
            nova -> keyring(deployer, check, "kolla-nova-own", "nova", nova, cluster.nova()));
    StepName told = graph.add(deployer, actions.configureDeployer(DIRECTORY));
    placed.forEach(step -> graph.edge(step, told));
    secrets.forEach(step -> graph.edge(step, told));
    return told;
  }

  private void conf(NodeAddress deployer, StepName check, String service) {
    FilePath path = below(service, document.ceph().cluster() + ".conf");
    Action action =
        new Action.PlaceConf(access, path, Optional.of(GLOBALS), document.ceph().dataPools());
    StepName conf = graph.add("kolla-" + service, deployer, action);
    graph.edge(check, conf);
    graph.edge(cluster.check(), conf);
    placed.add(conf);
  }

  private void keyring(
      NodeAddress deployer,
      StepName check,
      String object,
      String folder,
      ClientName client,
      StepName user) {
    FilePath path =
        below(folder, "%s.client.%s.keyring".formatted(document.ceph().cluster(), client));
    Action action =
        new Action.PlaceKeyring(
            access, client, path, ROOT, ROOT, Optional.of(GLOBALS), Optional.empty());
    StepName keyring = graph.add(object, deployer, action);
    graph.edge(check, keyring);
    graph.edge(user, keyring);
    placed.add(keyring);
  }

  private static FilePath below(String folder, String file) {
    return new FilePath(DIRECTORY + "/config/" + folder + "/" + file);
  }
}
