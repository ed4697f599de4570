package io.mooring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real bash makes of the script, with its words torn apart as readline does it. */
class CompletionIT {
  /** Where bash begins another word, besides spaces: its own COMP_WORDBREAKS. */
  private static final Pattern WORDS = Pattern.compile("[@:=]|[^@:= ]+| $");

  private static final Pattern LAB_VERB = Pattern.compile("(?m)^  ([a-z-]+)(?:, ([a-z]+))? .*");

  /** The server, as the script asks it. */
  private static final String SERVER =
      """
      compopt() { :; } # bash has it only while somebody types
      mooring() {
        case $* in
          'names steps') printf '%s\\n' check-node@compute01 create-pool:images@mon place-conf@compute02 ;;
          'names nodes') printf '%s\\n' compute01 compute02 mon ;;
          'names integrations') printf '%s\\n' lab site ;;
        esac
      }
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mooring step che                     | check-node@compute01",
        "mooring step check-node@co           | compute01",
        "mooring step create-pool:im          | images@mon",
        "mooring step create-pool:images@     | mon",
        "mooring retry lab --step place-conf@ | compute02",
        "mooring retry test --wa              | --watch",
        "mooring skip check-node@compute01 --in l | lab",
        "mooring status s                     | site",
        "mooring rollb                        | rollback",
        "mooring lab sto                      | stop",
        "mooring lab stop compute0            | compute01 compute02",
        "mooring list --out                   | --output",
        "mooring context us                   | use",
        "mooring export runbook si            | site",
      })
  void aWordIsCompletedThoughItsNameHasSigns(String typed, String offered) throws Exception {
    assertThat(complete(typed)).containsExactlyInAnyOrder(offered.split(" "));
  }

  @Test
  void theLabsVerbsAreThoseThatItTakes() throws Exception {
    // given
    String usage = Files.readString(Path.of("..", "deploy", "lab", "lab"));
    List<String> verbs =
        LAB_VERB
            .matcher(
                usage.substring(usage.indexOf("<<U"), usage.indexOf("LAB_HOME=$LAB_HOME (state)")))
            .results()
            .flatMap(CompletionIT::groups)
            .toList();

    // then
    assertThat(complete("mooring lab ")).containsExactlyInAnyOrderElementsOf(verbs);
  }

  private static Stream<String> groups(MatchResult line) {
    return Stream.of(line.group(1), line.group(2)).filter(word -> word != null);
  }

  private List<String> complete(String typed) throws IOException, InterruptedException {
    Invocation invocation = new Invocation();
    assertThat(invocation.run("", "completion", "bash")).isZero();
    List<String> words = WORDS.matcher(typed).results().map(MatchResult::group).toList();
    Path script =
        Files.writeString(
            folder.resolve("ask.bash"),
            invocation.output()
                + SERVER
                + """
                COMP_LINE='%s'
                COMP_POINT=${#COMP_LINE}
                COMP_WORDS=(%s)
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                "$(complete -p mooring | sed 's/.*-F \\([^ ]*\\) .*/\\1/')"
                printf '%%s\\n' "${COMPREPLY[@]}"
                """
                    .formatted(
                        typed,
                        String.join(
                            " ", words.stream().map(word -> "'" + word.strip() + "'").toList())));
    Process bash =
        new ProcessBuilder("bash", "--norc", script.toString()).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    bash.waitFor();
    return said.lines().map(String::strip).filter(line -> !line.isEmpty()).distinct().toList();
  }
}
