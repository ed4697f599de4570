package io.mooring.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps the page of failures and the tests of faults equal: each test is named, each name a test.
 */
class FailureMatrixTest {
  private static final Path HOUSE = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final Pattern METHOD = Pattern.compile("\\bvoid (\\w+)\\(");
  private static final Pattern TAGGED =
      Pattern.compile(
          "@Tag\\(\"fault\"\\)(?:\\s*@\\w+(?:\\([^)]*\\))?)*\\s*(?:public )?void (\\w+)\\(");

  @Test
  void thePageAndTheTestsAgree() throws IOException {
    // Given
    Map<String, String> sources = sources();

    // When
    Set<String> named = named();

    // Then
    assertThat(named)
        .isNotEmpty()
        .allSatisfy(test -> assertThat(all(METHOD, sources)).contains(test));
    assertThat(named).containsAll(all(TAGGED, sources));
  }

  private static Set<String> named() throws IOException {
    Matcher names = NAMED.matcher(Files.readString(HOUSE.resolve("docs/failure-matrix.md")));
    return names
        .results()
        .map(name -> name.group(1) + "#" + name.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> all(Pattern pattern, Map<String, String> sources) {
    Set<String> tests = new TreeSet<>();
    sources.forEach(
        (name, source) ->
            pattern.matcher(source).results().forEach(it -> tests.add(name + "#" + it.group(1))));
    return tests;
  }

  /** The tests' sources by the names of their classes. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    for (Path file : files()) {
      sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
    }
    return sources;
  }

  private static Iterable<Path> files() throws IOException {
    try (Stream<Path> modules = Files.walk(HOUSE, 4)) {
      Set<Path> roots =
          modules
              .filter(path -> path.endsWith("src/test"))
              .collect(Collectors.toCollection(TreeSet::new));
      Set<Path> files = new TreeSet<>();
      for (Path root : roots) {
        try (Stream<Path> below = Files.walk(root)) {
          below.filter(path -> path.toString().endsWith(".java")).forEach(files::add);
        }
      }
      return files;
    }
  }
}
