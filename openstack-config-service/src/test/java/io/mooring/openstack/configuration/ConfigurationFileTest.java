package io.mooring.openstack.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Each rule of oslo.config's parser, by a small example. */
class ConfigurationFileTest {

  @Test
  void readsBothSeparatorsAndSplitsAtTheFirstOne() {
    // given / when
    ConfigurationFile file = ConfigurationFile.parse("[ceph]\na = x:y\nb: x=y\nc=1\n");

    // then
    assertThat(file.value("ceph", "a")).contains("x:y");
    assertThat(file.value("ceph", "b")).contains("x=y");
    assertThat(file.value("ceph", "c")).contains("1");
  }

  @Test
  void knowsCommentsOnlyInTheFirstColumn() {
    // given / when
    ConfigurationFile file = ConfigurationFile.parse("[a]\n#x = 1\n;x = 2\nx = 3 # kept ; too\n");

    // then
    assertThat(file.values("a", "x")).containsExactly("3 # kept ; too");
  }

  @Test
  void joinsIndentedLinesToTheValueEvenIfTheyLookLikeComments() {
    // given / when
    ConfigurationFile file = ConfigurationFile.parse("[a]\nx = 1\n  2\n\t# 3\ny = 4\n");

    // then
    assertThat(file.value("a", "x")).contains("1\n2\n# 3");
    assertThat(file.value("a", "y")).contains("4");
  }

  @Test
  void endsAValueAtABlankLineSoThatAnIndentedLineBelowIsAProblem() {
    // given / when
    ConfigurationFile file = ConfigurationFile.parse("[a]\nx = 1\n  \n  2\n");

    // then
    assertThat(file.value("a", "x")).contains("1");
    assertThat(file.problems())
        .containsExactly(new Problem(4, "  2", "Unexpected continuation line"));
  }

  @Test
  void takesTheLastOfSeveralValuesAndMergesRepeatedSections() {
    // given / when
    ConfigurationFile file =
        ConfigurationFile.parse("[a]\nx = 1\n[b]\nx = 9\n[A]\nx = 2\n[a]\nX = 3\n");

    // then
    assertThat(file.value("a", "x")).contains("2");
    assertThat(file.values("a", "x")).containsExactly("1", "2");
    assertThat(file.value("a", "X")).contains("3");
    assertThat(file.sections()).containsExactly("a", "b");
    assertThat(file.options("a")).containsExactly("x", "X");
  }

  @Test
  void tellsDefaultFromOtherSpellingsOfIt() {
    // given / when
    ConfigurationFile file = ConfigurationFile.parse("[DEFAULT]\nx = 1\n[default]\nx = 2\n");

    // then
    assertThat(file.value("DEFAULT", "x")).contains("1");
    assertThat(file.value("Default", "x")).contains("2");
  }

  @Test
  void takesOnePairOfQuotesAway() {
    // given / when
    ConfigurationFile file =
        ConfigurationFile.parse("[a]\nx = \" 1 \"\ny = '2'\nz = \"3'\nq = \"\ne =\n");

    // then
    assertThat(file.value("a", "x")).contains(" 1 ");
    assertThat(file.value("a", "y")).contains("2");
    assertThat(file.value("a", "z")).contains("\"3'");
    assertThat(file.value("a", "q")).contains("");
    assertThat(file.value("a", "e")).contains("");
    assertThat(file.value("a", "missing")).isEmpty();
  }

  @Test
  void namesEveryUnreadableLineWithItsNumberAndTheReasonOfOslo() {
    // given
    String text = "x = 0\n[a]\nLocal File\n= 1\n[b\n[]\n[c] # comment\ny = 2\n";

    // when
    ConfigurationFile file = ConfigurationFile.parse(text);

    // then
    assertThat(file.problems())
        .containsExactly(
            new Problem(1, "x = 0", "Section must be started before assignment"),
            new Problem(3, "Local File", "No ':' or '=' found in assignment"),
            new Problem(4, "= 1", "Key cannot be empty"),
            new Problem(5, "[b", "Invalid section (must end with ])"),
            new Problem(6, "[]", "Empty section name"),
            new Problem(7, "[c] # comment", "Invalid section (must end with ])"));
    assertThat(file.value("a", "y")).contains("2");
  }

  @Test
  void readsListsAsOsloDoes() {
    // given / when
    ConfigurationFile file = ConfigurationFile.parse("[a]\nx = lvm , nfs,\ny =\nz = a,\n  b\n");

    // then
    assertThat(file.items("a", "x")).containsExactly("lvm", "nfs");
    assertThat(file.items("a", "y")).isEmpty();
    assertThat(file.items("a", "z")).containsExactly("a", "b");
    assertThat(file.items("a", "none")).isEmpty();
  }

  @Test
  void keepsBytesThatAreNotUtf8() {
    // given
    byte[] bytes = "[a]\r\n# M\u00fcller\r\nx = \u00e4\rlast".getBytes(StandardCharsets.ISO_8859_1);

    // when
    ConfigurationFile file = ConfigurationFile.parse(bytes);

    // then
    assertThat(file.bytes()).isEqualTo(bytes);
  }

  @Test
  void keepsValuesOutOfItsOwnText() {
    assertThat(ConfigurationFile.parse("[a]\npassword = geheim\n").toString())
        .doesNotContain("geheim");
  }
}
