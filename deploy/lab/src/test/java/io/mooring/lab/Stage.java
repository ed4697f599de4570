package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What all system tests share: one lab and one product. Most look at the same first run, so that
 * the lab is made pristine as seldom as can be.
 */
final class Stage implements AutoCloseable {
  /** Computes that tests add to the lab. */
  static final List<String> ADDED =
      List.of(
          "openstack-compute03",
          "openstack-compute04",
          "openstack-compute05",
          "openstack-compute06");

  private static final System.Logger LOG = System.getLogger("lab");

  private final Path top =
      Path.of(System.getProperty("mooring.top", "../..")).toAbsolutePath().normalize();
  private final Path home = top.resolve("deploy/lab/target/home");
  private final Lab lab = new Lab(top, home);
  private final Product product = new Product(top, home);
  private final Documents documents = new Documents(top);
  private final boolean wasUp;
  private boolean labIsPristine = Boolean.getBoolean("mooring.lab.pristine");
  private boolean pristine;
  private boolean integrated;
  private boolean takenBack;
  private boolean apart;
  private boolean shared;
  private boolean grown;
  private Map<String, String> pristineGlance = Map.of();
  private Map<String, String> pristineCinder = Map.of();
  private FirstRun firstRun;

  Stage() {
    assertThat("root".equals(System.getProperty("user.name")))
        .as("the lab needs root: it makes namespaces, mounts and network links")
        .isTrue();
    wasUp = lab.isUp();
  }

  Path top() {
    return top;
  }

  Lab lab() {
    return lab;
  }

  Product product() {
    return product;
  }

  Documents documents() {
    return documents;
  }

  Api api() {
    return product.api();
  }

  Sagas sagas() {
    return new Sagas(product.api());
  }

  /** A lab and a product that nothing has happened to. */
  void needPristine() {
    if (pristine) {
      return;
    }
    productDown();
    product.forgetEverything();
    firstRun = null;
    integrated = false;
    takenBack = false;
    grown = false;
    CompletableFuture<Void> labReady =
        CompletableFuture.runAsync(() -> timed("lab pristine", this::makeLabPristine));
    timed("product up", product::up);
    labReady.join();
    // In other layouts these files are elsewhere.
    if (pristineGlance.isEmpty() && Lab.LAYOUT.equals("debian")) {
      NodeFiles files = new NodeFiles(lab);
      pristineGlance = files.text(FirstRun.GLANCE_CONF, Lab.CONTROLLERS);
      pristineCinder = files.text(FirstRun.CINDER_CONF, Lab.CONTROLLERS);
    }
    pristine = true;
  }

  /** What glance-api.conf was on the controllers of the pristine lab. */
  Map<String, String> pristineGlance() {
    return pristineGlance;
  }

  /** What cinder.conf was on the controllers of the pristine lab. */
  Map<String, String> pristineCinder() {
    return pristineCinder;
  }

  /** The five services as processes of their own, on the same data. */
  void needProcesses() {
    if (!apart) {
      product.down();
      timed("five processes up", () -> product.processes("up"));
      apart = true;
    }
  }

  /** The same, with a second libvirt-service that shares the work of the first. */
  void needTwoLibvirtServices() {
    needProcesses();
    if (!shared) {
      timed("one more libvirt-service", () -> product.processes("add", "libvirt-service"));
      shared = true;
    }
  }

  /** More computes, which two libvirt-services have integrated. */
  void needMoreComputes() {
    if (grown) {
      return;
    }
    needSomeIntegration();
    lab.verb("add-computes", String.valueOf(ADDED.size()));
    needTwoLibvirtServices();
    String file = documents.file("more-computes", documents.withComputes(ADDED)).toString();
    product.command(FirstRun.LONGEST_RUN, "apply", "-f", file, "--watch").succeeded();
    grown = true;
  }

  private void productDown() {
    if (apart) {
      product.processes("down");
      apart = false;
      shared = false;
    }
    product.down();
  }

  /** Whoever started this run may have made it so beforehand. */
  private void makeLabPristine() {
    if (labIsPristine) {
      labIsPristine = false;
      lab.verb("ready");
    } else {
      lab.makePristine();
    }
  }

  /**
   * The lab after its first integration; the test is left out when that failed, as another tells.
   */
  FirstRun needIntegrated() {
    FirstRun run = needFirstRun();
    assumeThat(run.apply().exit()).as("exit code of the first run").isZero();
    return run;
  }

  /** The lab after its first run, however that ended, with what was seen meanwhile. */
  FirstRun needFirstRun() {
    if (firstRun == null) {
      needPristine();
      pristine = false;
      firstRun = timed("first run", () -> FirstRun.of(this));
      integrated = true;
    }
    return firstRun;
  }

  /** A lab and a product that were integrated in any way. */
  void needSomeIntegration() {
    if (!integrated) {
      needIntegrated();
    }
  }

  /** A lab that is not integrated: as an earlier test took it back, or pristine. */
  void needNotIntegrated() {
    if (!takenBack) {
      needOwnPristine();
    }
    takenBack = false;
  }

  /** Tells that a test has integrated its own pristine lab. */
  void nowIntegrated() {
    integrated = true;
  }

  /** Tells that a test has taken the integration back, down to the last byte. */
  void nowNotIntegrated() {
    integrated = false;
    takenBack = true;
  }

  /** A pristine lab for a test that changes it in its own way. */
  void needOwnPristine() {
    needPristine();
    pristine = false;
  }

  /** Runs a part of a test and logs how long it took. */
  static <T> T timed(String what, Supplier<T> part) {
    long began = System.nanoTime();
    try {
      return part.get();
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      LOG.log(System.Logger.Level.INFO, "%-40s %6.1f s".formatted(what, took.toMillis() / 1000.0));
    }
  }

  static void timed(String what, Runnable part) {
    timed(
        what,
        () -> {
          part.run();
          return null;
        });
  }

  /** Leaves the lab up only if it was; its nodes stay as the last test left them. */
  @Override
  public void close() {
    productDown();
    if (!wasUp) {
      timed("lab down", () -> lab.verb("down"));
    }
  }
}
