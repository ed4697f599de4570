package io.mooring.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nothing that is a key leaves in a text. */
class ScrubberTest {
  private static final Random RANDOM = new Random(5);

  @Test
  void hidesEveryTypeOfCephxKeyWhereverItStands() {
    for (int round = 0; round < 2_000; round++) {
      String classic = cephxKey(1, 16);
      String longer = cephxKey(2, 32);
      assertThat(classic).hasSize(40);
      assertThat(longer).hasSize(60);
      assertThat(Scrubber.scrub("key = " + classic + "\n")).isEqualTo("key = ******\n");
      assertThat(Scrubber.scrub("key = " + longer + "\n")).isEqualTo("key = ******\n");
      assertThat(Scrubber.scrub("{\"x\":\"\\n" + classic + "\",\"y\":\"\\t" + longer + "\"}"))
          .isEqualTo("{\"x\":\"\\n******\",\"y\":\"\\t******\"}");
    }
  }

  @Test
  void hidesKeysOfTheNextTypeAndThoseWithoutTheirPadding() {
    assertThat(Scrubber.scrub("key=" + cephxKey(3, 24))).isEqualTo("key=******");
    assertThat(Scrubber.scrub("key=" + cephxKey(1, 16).replace("=", ""))).isEqualTo("key=******");
  }

  @Test
  void hidesByValueWhatTheProcessHasHandled() {
    // given
    Secret password = Secret.of("correct horse battery");
    Secret token = Secret.of("gAAAAABm" + "x".repeat(200));

    // when
    String text =
        Scrubber.scrub(
            "a %s, b %s%s.".formatted(password.revealText(), token.revealText(), "correct horse"));

    // then
    assertThat(text).isEqualTo("a ******, b ******correct horse.");
    assertThat(Scrubber.scrub(password.revealText() + password.revealText()))
        .isEqualTo("************");
  }

  @Test
  void leavesEverythingElse() {
    Secret.of("short");
    Secret.of("several\nlines\n");
    String text =
        "short several\n"
            + "lines\n"
            + "AQ and AQB, ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQDJ7yzXl8a9k2pQ0sBv,"
            + " SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU";
    assertThat(Scrubber.scrub(text)).isEqualTo(text);
    assertThat(Scrubber.scrub(null)).isNull();
  }

  @Test
  void knowsAsManyAsItMayAndAsLongAsItMay() {
    // given
    HandledSecrets handled = new HandledSecrets(2, Duration.ofNanos(100));
    handled.learn("first-secret", 0);
    handled.learn("second-secret", 10);
    handled.learn("third-secret", 20);

    // then
    assertThat(handled.find("first-secret", 0, 20)).isEmpty();
    assertThat(handled.find("a second-secret", 0, 20))
        .contains(new HandledSecrets.Place(2, "second-secret".length()));
    assertThat(handled.find("a second-secret", 0, 111)).isEmpty();
    assertThat(handled.find("a third-secret", 0, 111)).isPresent();
    assertThat(handled.find("a third-secret", 0, 121)).isEmpty();
  }

  @Test
  void prefersTheLongerOfTwoThatBeginTogether() {
    HandledSecrets handled = new HandledSecrets(9, Duration.ofHours(1));
    handled.learn("abcdefgh", 0);
    handled.learn("abcdefghijkl", 0);
    assertThat(handled.find("..abcdefghijkl", 0, 1)).contains(new HandledSecrets.Place(2, 12));
  }

  private static String cephxKey(int type, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(12 + length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort((short) type);
    bytes.putInt(RANDOM.nextInt());
    bytes.putInt(RANDOM.nextInt(1_000_000_000));
    bytes.putShort((short) length);
    byte[] key = new byte[length];
    RANDOM.nextBytes(key);
    bytes.put(key);
    return new String(Base64.getEncoder().encode(bytes.array()), StandardCharsets.US_ASCII);
  }
}
