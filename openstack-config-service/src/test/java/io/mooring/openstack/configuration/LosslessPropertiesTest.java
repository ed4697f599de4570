package io.mooring.openstack.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every file, however odd. */
class LosslessPropertiesTest {
  /** The end of what was the last line, and headers set off by blank lines. */
  private static final String NEW_SECTIONS = "(\\s*\\[[a-zA-Z ]+])*\\s?\\s?";

  @Property
  void anyBytesComeBackAsTheyWere(@ForAll byte[] bytes) {
    assertThat(ConfigurationFile.parse(bytes).bytes()).isEqualTo(bytes);
  }

  @Property
  void anyFileComesBackAsItWas(@ForAll("files") String text) {
    assertThat(ConfigurationFile.parse(text).text()).isEqualTo(text);
    assertThat(ConfigurationFile.parse(text).edit(List.of()).result().text()).isEqualTo(text);
  }

  @Property
  void everyLineNotAskedForStaysAsItIs(@ForAll("cases") Soup.Case given) {
    // given
    ConfigurationFile before = ConfigurationFile.parse(given.text());

    // when
    ConfigurationFile after = before.edit(given.edits()).result();

    // then
    String kept = others(before, given.edits());
    assertThat(others(after, given.edits())).startsWith(kept);
    assertThat(others(after, given.edits()).substring(kept.length())).matches(NEW_SECTIONS);
  }

  @Property
  void noProblemIsAddedOrHidden(@ForAll("cases") Soup.Case given) {
    ConfigurationFile before = ConfigurationFile.parse(given.text());
    ConfigurationFile after = before.edit(given.edits()).result();
    assertThat(after.problems())
        .extracting(Problem::text, Problem::reason)
        .isEqualTo(
            before.problems().stream()
                .map(
                    problem ->
                        org.assertj.core.groups.Tuple.tuple(problem.text(), problem.reason()))
                .toList());
  }

  @Property
  void theSecondEditChangesNothing(@ForAll("cases") Soup.Case given) {
    ConfigurationFile once = ConfigurationFile.parse(given.text()).edit(given.edits()).result();
    Edited twice = once.edit(given.edits());
    assertThat(twice.changed()).isFalse();
    assertThat(twice.result()).isSameAs(once);
  }

  @Property
  void everyEditIsReadBack(@ForAll("cases") Soup.Case given) {
    ConfigurationFile before = ConfigurationFile.parse(given.text());
    ConfigurationFile after = before.edit(given.edits()).result();
    assertThat(Wanted.of(after).withListsOf(given.edits()))
        .isEqualTo(Wanted.of(before).after(given.edits()));
  }

  @Provide
  Arbitrary<String> files() {
    return Soup.files();
  }

  @Provide
  Arbitrary<Soup.Case> cases() {
    return Soup.cases();
  }

  /** All that no edit names. */
  private static String others(ConfigurationFile file, List<Edit> edits) {
    StringBuilder others = new StringBuilder();
    String section = "";
    for (Element element : file.elements()) {
      if (element instanceof Element.Header header) {
        section = ConfigurationFile.normalized(header.name());
      }
      if (!isNamed(element, section, edits)) {
        others.append(element.raw());
      }
    }
    return others.toString();
  }

  private static boolean isNamed(Element element, String section, List<Edit> edits) {
    return element instanceof Assignment assignment
        && edits.stream()
            .map(Edit.OfOption.class::cast)
            .anyMatch(
                edit ->
                    edit.option().equals(assignment.option())
                        && ConfigurationFile.normalized(edit.section()).equals(section));
  }
}
