package io.mooring.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.mooring.contracts.AccountName;
import io.mooring.contracts.FilePath;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A secret shows itself to nobody. */
class SecretTest {
  private static final String KEY = "AQBkexampleexampleexampleexampleexample==";
  private final Secret secret = Secret.of(KEY);

  @Test
  void hasNoText() {
    AccountName root = new AccountName("root");
    FileWrite write = new FileWrite(new FilePath("/etc/x"), secret, root, root, 0600);
    Script script = Script.of("write", "cat", "argument").with(Stdin.of(secret));
    ScriptResult result = new ScriptResult(0, KEY.getBytes(), new byte[0], false);
    assertThat(List.of(secret, write, script, result).toString()).doesNotContain(KEY);
    assertThat(KEY).doesNotContain(secret.fingerprint());
  }

  @Test
  void hasNoSerialForm() {
    ObjectMapper curious =
        new ObjectMapper()
            .setVisibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.ANY)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
    assertThatThrownBy(() -> curious.writeValueAsString(secret))
        .isInstanceOf(JsonMappingException.class);
    assertThatThrownBy(() -> curious.writeValueAsString(List.of(Stdin.of(secret))))
        .isInstanceOf(JsonMappingException.class)
        .hasMessageNotContaining(KEY);
  }
}
