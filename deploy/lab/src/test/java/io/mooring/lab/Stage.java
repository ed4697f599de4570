package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What all system tests share: one lab and one product. Most look at the same first run, so that
 * the lab is made pristine as seldom as can be.
 */
final class Stage implements AutoCloseable {
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
  private FirstRun firstRun;

  Stage() {
    assertThat("root".equals(System.getProperty("user.name")))
        .as("the lab needs root: it makes namespaces, mounts and network links")
        .isTrue();
    wasUp = lab.isUp();
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
    product.down();
    product.forgetEverything();
    firstRun = null;
    integrated = false;
    CompletableFuture<Void> labReady =
        CompletableFuture.runAsync(() -> timed("lab pristine", this::makeLabPristine));
    timed("product up", product::up);
    labReady.join();
    pristine = true;
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

  /** Tells that a test has integrated its own pristine lab. */
  void nowIntegrated() {
    integrated = true;
  }

  /** Tells that a test has taken the integration back, down to the last byte. */
  void nowNotIntegrated() {
    integrated = false;
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
    product.down();
    if (!wasUp) {
      timed("lab down", () -> lab.verb("down"));
    }
  }
}
