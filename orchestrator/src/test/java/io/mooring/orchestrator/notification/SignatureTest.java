package io.mooring.orchestrator.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SignatureTest {
  @Test
  void isTheOneOfTheSpecificationsExample() {
    String signature =
        Signature.with("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .of(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330L,
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));

    assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void refusesASecretThatIsNone() {
    assertThatThrownBy(() -> Signature.with("whsec_?"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Signature.with("")).isInstanceOf(IllegalArgumentException.class);
  }
}
