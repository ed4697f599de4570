package io.mooring.openstack.proof;

import io.mooring.contracts.Dispatch;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Names and data of test objects. */
public final class TestObjects {
  private static final int IMAGE_BYTES = 1 << 20;

  private TestObjects() {}

  /** The same name at every attempt, so that a later one finds what an earlier one left. */
  public static String name(Dispatch dispatch) {
    return "mooring-test-" + dispatch.integration() + "-" + dispatch.step().node();
  }

  /** A small raw image that is different each time. */
  public static byte[] image(Dispatch dispatch) {
    byte[] content = new byte[IMAGE_BYTES];
    new Random(dispatch.command().getLeastSignificantBits()).nextBytes(content);
    return content;
  }

  /** Runs checks until one has a problem. */
  @SafeVarargs
  public static Optional<String> firstProblem(Supplier<Optional<String>>... checks) {
    return Stream.of(checks).map(Supplier::get).flatMap(Optional::stream).findFirst();
  }
}
