package io.mooring.openstack.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mooring.openstack.configuration.Edit.RemoveLine;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * The editor against Python's real oslo.config, with many files at once since Python starts slowly.
 * A failure prints jqwik's seed.
 */
class OsloConfigIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Property(tries = 2, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void readsWhatOsloReads(@ForAll("manyCases") List<Soup.Case> cases)
      throws IOException, InterruptedException {
    // given
    List<ConfigurationFile> files =
        cases.stream().map(given -> ConfigurationFile.parse(given.text())).toList();

    // when
    List<JsonNode> read = Oslo.read(files);

    // then
    for (int at = 0; at < files.size(); at++) {
      ConfigurationFile file = files.get(at);
      if (file.problems().isEmpty()) {
        assertReadAlike(file, read.get(at));
      } else {
        assertRefusedAlike(file, read.get(at));
      }
    }
    // Or else the random files have become too tame, or too wild, to prove anything.
    assertThat(read.stream().filter(answer -> answer.has("error")).count()).isBetween(40L, 360L);
  }

  @Property(tries = 2, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void osloReadsWhatWasWanted(@ForAll("manyCases") List<Soup.Case> cases)
      throws IOException, InterruptedException {
    // given
    List<ConfigurationFile> sound =
        cases.stream().map(given -> repaired(ConfigurationFile.parse(given.text()))).toList();
    List<JsonNode> before = Oslo.read(sound);

    // when
    List<ConfigurationFile> edited =
        IntStream.range(0, sound.size())
            .mapToObj(at -> sound.get(at).edit(cases.get(at).edits()).result())
            .toList();

    // then
    List<JsonNode> after = Oslo.read(edited);
    for (int at = 0; at < edited.size(); at++) {
      List<Edit> edits = cases.get(at).edits();
      assertThat(wanted(after.get(at)).withListsOf(edits))
          .as("%s in%n%s", edits, sound.get(at).text())
          .isEqualTo(wanted(before.get(at)).after(edits));
      assertReadAlike(edited.get(at), after.get(at));
    }
  }

  @Provide
  Arbitrary<List<Soup.Case>> manyCases() {
    return Soup.cases().list().ofSize(400);
  }

  /** All stray lines taken away, which must leave a file that oslo.config can read. */
  private static ConfigurationFile repaired(ConfigurationFile file) {
    return file.edit(file.problems().stream().map(line -> new RemoveLine(line.text())).toList())
        .result();
  }

  private static void assertReadAlike(ConfigurationFile file, JsonNode oslo) {
    String text = file.text();
    assertThat(wanted(oslo)).as(text).isEqualTo(Wanted.of(file));
    for (String section : Soup.SECTIONS) {
      for (String option : Soup.OPTIONS) {
        String key = section + "/" + option;
        assertThat(file.value(section, option).orElse(null))
            .as("%s in%n%s", key, text)
            .isEqualTo(JSON.convertValue(oslo.get("single").get(key), String.class));
        assertThat(file.values(section, option))
            .as("%s in%n%s", key, text)
            .isEqualTo(list(oslo.get("multi").get(key)));
        assertThat(file.items(section, option))
            .as("%s in%n%s", key, text)
            .isEqualTo(list(oslo.get("list").get(key)));
      }
    }
  }

  private static void assertRefusedAlike(ConfigurationFile file, JsonNode oslo) {
    Problem first = file.problems().getFirst();
    assertThat(oslo.path("reason").asText())
        .as("%s%nsays %s", file.text(), oslo)
        .isEqualTo(first.reason());
    if (!first.reason().startsWith("Section must be started")) {
      // That one oslo.config only notices at the line after it.
      assertThat(oslo.path("line").asInt()).as(file.text()).isEqualTo(first.number());
    }
  }

  private static Wanted wanted(JsonNode oslo) {
    assertThat(oslo.path("error").asText()).isEmpty();
    Map<String, Map<String, List<String>>> values =
        JSON.convertValue(oslo.get("values"), new TypeReference<>() {});
    Map<String, Map<String, List<String>>> sorted = new TreeMap<>();
    values.forEach((section, options) -> sorted.put(section, new TreeMap<>(options)));
    return new Wanted(sorted);
  }

  private static List<String> list(JsonNode values) {
    return values == null || values.isNull()
        ? List.of()
        : Stream.of(JSON.convertValue(values, String[].class)).toList();
  }
}
