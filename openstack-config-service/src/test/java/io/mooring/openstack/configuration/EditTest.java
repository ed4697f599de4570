package io.mooring.openstack.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.openstack.configuration.Edit.AddToList;
import io.mooring.openstack.configuration.Edit.Remove;
import io.mooring.openstack.configuration.Edit.RemoveLine;
import io.mooring.openstack.configuration.Edit.Set;
import io.mooring.openstack.configuration.Edit.SetMulti;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where an edit writes, and what it leaves alone. */
class EditTest {

  @Test
  void replacesTheValueAndNothingElseOfTheLine() {
    assertThat(edited("[a]\r\nx\t:  old  \r\ny=1\r\n", new Set("a", "x", "new")))
        .isEqualTo("[a]\r\nx\t:  new  \r\ny=1\r\n");
  }

  @Test
  void writesAValueWhereThereWasNone() {
    assertThat(edited("[a]\nx =\ny=\nz = \n", set("x"), set("y"), set("z")))
        .isEqualTo("[a]\nx = new\ny=new\nz = new\n");
  }

  @Test
  void replacesTheOccurrenceThatCountsAndKeepsEarlierOnes() {
    assertThat(edited("[a]\nx = 1\nx = 2\n[b]\n[A]\nx = 3\n", set("x")))
        .isEqualTo("[a]\nx = 1\nx = 2\n[b]\n[A]\nx = new\n");
  }

  @Test
  void touchesNothingThatIsAlreadyAsWanted() {
    // given
    ConfigurationFile file = ConfigurationFile.parse("[a]\nx = 1\nx : 'new'\n");

    // when
    Edited edited = file.edit(List.of(set("x")));

    // then
    assertThat(edited.changed()).isFalse();
    assertThat(edited.result()).isSameAs(file);
    assertThat(edited.applied().getFirst().summary()).isEqualTo("[a] x is already new");
  }

  @Test
  void replacesContinuationLinesWithTheValue() {
    assertThat(edited("[a]\nx = 1,\n  2,\n\t3\n# y\n", set("x"))).isEqualTo("[a]\nx = new\n# y\n");
    assertThat(edited("[a]\nx = 1,\n  2", set("x"))).isEqualTo("[a]\nx = new");
  }

  @Test
  void copiesAllValuesWithTheirQuotesAndContinuationLines() {
    assertThat(edited("[b]\ny = 1\n[a]\nx = \"1\"\nx = 2,\n   3", new Edit.Copy("a", "b", "x")))
        .isEqualTo("[b]\ny = 1\nx = \"1\"\nx = 2,\n   3\n[a]\nx = \"1\"\nx = 2,\n   3");
  }

  @Test
  void copiesNothingThatIsThereAlreadyOrIsNotSet() {
    String same = "[a]\nx = 1\n[b]\nx = '1'\n";

    assertThat(edited(same, new Edit.Copy("a", "b", "x"))).isEqualTo(same);
    assertThat(edited(same, new Edit.Copy("a", "b", "y"))).isEqualTo(same);
  }

  @Test
  void insertsBelowTheCommentedExample() {
    assertThat(edited("[a]\n# about x\n#x = <None>\n\n# about y\n#y = 1\n", set("x")))
        .isEqualTo("[a]\n# about x\n#x = <None>\nx = new\n\n# about y\n#y = 1\n");
  }

  @Test
  void doesNotTakeProseOrAnotherSectionForAnExample() {
    assertThat(edited("[a]\n# x = is prose\n#xx = 1\n\n[b]\n#x = 1\n", set("x")))
        .isEqualTo("[a]\n# x = is prose\n#xx = 1\nx = new\n\n[b]\n#x = 1\n");
  }

  @Test
  void insertsAtTheEndOfTheSectionBeforeItsBlankLines() {
    assertThat(edited("[a]\ny = 1\n\n\n[b]\n", set("x")))
        .isEqualTo("[a]\ny = 1\nx = new\n\n\n[b]\n");
    assertThat(edited("[a]\n[b]\n", set("x"))).isEqualTo("[a]\nx = new\n[b]\n");
  }

  @Test
  void leavesAnIntroductionOfTheNextSectionAboveThatSection() {
    assertThat(edited("[a]\ny = 1\n\n# now b\n[b]\n", set("x")))
        .isEqualTo("[a]\ny = 1\nx = new\n\n# now b\n[b]\n");
  }

  @Test
  void appendsAMissingSectionWithABlankLine() {
    assertThat(edited("[b]\r\ny = 1\r\n", set("x"), new Set("a", "z", "2")))
        .isEqualTo("[b]\r\ny = 1\r\n\r\n[a]\r\nx = new\r\nz = 2\r\n");
    assertThat(edited("", set("x"))).isEqualTo("[a]\nx = new\n");
  }

  @Test
  void respectsAMissingLastLineEnd() {
    assertThat(edited("[a]\r\ny = 1", set("x"))).isEqualTo("[a]\r\ny = 1\r\nx = new");
    assertThat(edited("[b]\ny = 1", set("x"))).isEqualTo("[b]\ny = 1\n\n[a]\nx = new");
    assertThat(edited("[a]\nx = 1", set("x"))).isEqualTo("[a]\nx = new");
  }

  @Test
  void neverLetsAnIndentedStrayLineJoinWhatItInserts() {
    assertThat(edited("[a]\n#x = 1\n  stray\n", set("x")))
        .isEqualTo("[a]\n#x = 1\n  stray\nx = new\n");
  }

  @Test
  void quotesAValueThatWouldOtherwiseBeReadDifferently() {
    for (String value : List.of(" padded ", "\"quoted\"", "'", "#", "a = b", "\u00fcber", "")) {
      ConfigurationFile file = ConfigurationFile.parse("[a]\nx = 1\n");
      Edited edited = file.edit(List.of(new Set("a", "x", value), new Set("a", "y", value)));
      assertThat(edited.result().value("a", "x")).contains(value);
      assertThat(edited.result().value("a", "y")).contains(value);
    }
  }

  @Test
  void setsAllValuesOfAMultiValuedOption() {
    assertThat(edited("[a]\nx = 1\n# c\nx = 2\ny = 0\n", multi("1", "3", "4")))
        .isEqualTo("[a]\nx = 1\n# c\nx = 3\nx = 4\ny = 0\n");
    assertThat(edited("[a]\nx = 1\nx = 2\n", multi("1"))).isEqualTo("[a]\nx = 1\n");
    assertThat(edited("[a]\nx = 1\n", multi())).isEqualTo("[a]\n");
    assertThat(edited("[a]\n#x = 1\n", multi("1", "2"))).isEqualTo("[a]\n#x = 1\nx = 1\nx = 2\n");
  }

  @Test
  void removesEveryOccurrenceWithItsContinuationLines() {
    assertThat(edited("[a]\nx = 1\n  2\n#x = 0\ny = 1\n[A]\nx = 3", new Remove("a", "x")))
        .isEqualTo("[a]\n#x = 0\ny = 1\n[A]\n");
  }

  @Test
  void addsToAListInItsOwnSpacing() {
    assertThat(edited("[a]\nx = lvm\n", add())).isEqualTo("[a]\nx = lvm,ceph\n");
    assertThat(edited("[a]\nx = lvm, nfs \n", add())).isEqualTo("[a]\nx = lvm, nfs, ceph \n");
    assertThat(edited("[a]\nx = 'lvm,nfs'\n", add())).isEqualTo("[a]\nx = 'lvm,nfs,ceph'\n");
    assertThat(edited("[a]\nx = lvm,\n    nfs\n", add()))
        .isEqualTo("[a]\nx = lvm,\n    nfs,ceph\n");
    assertThat(edited("[a]\nx = lvm,\n", add())).isEqualTo("[a]\nx = lvm,ceph\n");
    assertThat(edited("[a]\nx = ,\n", add())).isEqualTo("[a]\nx = ceph\n");
    assertThat(edited("[a]\nx =\n", add())).isEqualTo("[a]\nx = ceph\n");
    assertThat(edited("[a]\n#x = <None>\n", add())).isEqualTo("[a]\n#x = <None>\nx = ceph\n");
    assertThat(edited("[a]\nx = ceph ,lvm\n", add())).isEqualTo("[a]\nx = ceph ,lvm\n");
  }

  @Test
  void removesAStrayLineAndNeverAReadableOne() {
    assertThat(
            edited("[a]\nx = 1\nLocal File \n  more\n# Local File\n", new RemoveLine("Local File")))
        .isEqualTo("[a]\nx = 1\n# Local File\n");
    assertThat(edited("[a]\nx = 1\n", new RemoveLine("x = 1"))).isEqualTo("[a]\nx = 1\n");
  }

  @Test
  void doesNotLetTwoLineEndsBecomeOne() {
    assertThat(edited("[a]\ry = 1\rx = 1\r\n\n  stray\n", new Remove("a", "x")))
        .isEqualTo("[a]\ry = 1\r\n\n  stray\n");
  }

  @Test
  void keepsForeignBytesNextToTheEdit() {
    // given
    byte[] before = "[a]\n# M\u00fcller \u20ac\nx = 1\n".getBytes(StandardCharsets.UTF_8);
    before[7] = (byte) 0xFF;

    // when
    byte[] after = ConfigurationFile.parse(before).edit(List.of(set("x"))).result().bytes();

    // then
    assertThat(after[7]).isEqualTo((byte) 0xFF);
    assertThat(after).hasSize(before.length + 2);
  }

  @Test
  void refusesWhatWouldChangeTheMeaningOfOtherLines() {
    assertThatThrownBy(() -> new Set("a]\n[b", "x", "1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Set("a", "x = y", "1")).hasMessageContaining("option name");
    assertThatThrownBy(() -> new Set("a", "x", "geheim\n[b]"))
        .hasMessageContaining("control")
        .hasMessageNotContaining("geheim");
    assertThatThrownBy(() -> new AddToList("a", "x", "b,c")).hasMessageContaining("list item");
  }

  @Test
  void saysWhatItDidWithoutSecrets() {
    // given
    ConfigurationFile file = ConfigurationFile.parse("[a]\nadmin_password = old\nx = 1\n");

    // when
    Edited edited = file.edit(List.of(new Set("a", "admin_password", "geheim"), set("x")));

    // then
    assertThat(edited.applied())
        .extracting(AppliedEdit::summary)
        .containsExactly(
            "[a] admin_password changed from ****** to ******", "[a] x changed from 1 to new");
  }

  private static String edited(String text, Edit... edits) {
    ConfigurationFile result = ConfigurationFile.parse(text).edit(List.of(edits)).result();
    assertThat(result.edit(List.of(edits)).changed()).isFalse();
    return result.text();
  }

  private static Edit set(String option) {
    return new Set("a", option, "new");
  }

  private static Edit add() {
    return new AddToList("a", "x", "ceph");
  }

  private static Edit multi(String... values) {
    return new SetMulti("a", "x", List.of(values));
  }
}
