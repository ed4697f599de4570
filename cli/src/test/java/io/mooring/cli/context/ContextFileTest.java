package io.mooring.cli.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextFileTest {
  private static final Context PROD =
      new Context("prod", URI.create("https://mooring.example"), Optional.of("of-prod"));
  private static final Context LAB =
      new Context("lab", URI.create("http://127.0.0.1:8480"), Optional.empty());

  @TempDir private Path home;

  @Test
  void isForItsOwnerAlone() throws IOException {
    // given
    ContextFile file = ContextFile.of(Map.of("HOME", home.toString()));

    // when
    file.write(Contexts.NONE.with(PROD).with(LAB));

    // then
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    assertThat(file.read().all()).containsExactly(LAB, PROD);
    assertThat(file.read().inUse()).contains(PROD);
    try (var beside = Files.list(file.path().getParent())) {
      assertThat(beside).containsExactly(file.path());
    }
  }

  @Test
  void isNotUsedWhenOthersCanReadIt() throws IOException {
    ContextFile file = ContextFile.of(Map.of("XDG_CONFIG_HOME", home.toString()));
    file.write(Contexts.NONE.with(PROD));
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(file::read)
        .isInstanceOf(UnusableContextsException.class)
        .hasMessageContaining("chmod 600")
        .hasMessageNotContaining("of-prod");
  }

  @Test
  void saysWhatToDoWhenItIsBroken() throws IOException {
    ContextFile file = ContextFile.of(Map.of("XDG_CONFIG_HOME", home.toString()));
    file.write(Contexts.NONE);
    Files.writeString(file.path(), "{");

    assertThatThrownBy(file::read).hasMessageContaining("mooring context add");
  }

  @Test
  void noneIsInUseWhenTheOneInUseIsForgotten() {
    Contexts contexts = Contexts.NONE.with(PROD).with(LAB);

    assertThat(contexts.without("prod").inUse()).isEmpty();
    assertThat(contexts.without("lab").inUse()).contains(PROD);
    assertThat(contexts.using("lab").inUse()).contains(LAB);
    assertThat(PROD.toString()).doesNotContain("of-prod");
  }
}
