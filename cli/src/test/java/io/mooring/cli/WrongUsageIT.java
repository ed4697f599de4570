package io.mooring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.cli.command.ExitCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who mistypes is told what is wrong and what was meant. No server is asked. */
class WrongUsageIT {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lsit            | mooring has no command lsit. Did you mean list?",
        "nonsense        | mooring has no command nonsense.",
        "--verison       | mooring has no option --verison. Did you mean --version?",
        "list --ouput=x  | mooring list has no option --ouput=x. Did you mean --output?",
        "list --ouput x  | mooring list has no option --ouput. Did you mean --output?",
        "list -o tabel   | --output is one of table, json, yaml, jsonl, name, not tabel.",
        "list more       | mooring list takes no such word: more",
        "step            | STEP is missing.",
        "resolve         | STEP and CHOICE are missing.",
        "apply -f        | --file needs FILE behind it.",
        "context add     | --to and NAME are missing.",
        "context fo      | mooring context has no command fo.",
        "export runbok   | mooring export has no command runbok. Did you mean runbook?",
        "completion fish | SHELL is one of bash, zsh, not fish.",
        "init --from /no | There is no file /no.",
      })
  void whatIsWrongIsSaidInOneSentence(String typed, String said) {
    // given
    Invocation invocation = new Invocation();

    // when
    int code = invocation.run("", typed.split(" "));

    // then
    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(invocation.errors().lines().findFirst()).contains(said);
    assertThat(invocation.errors()).contains("Help: mooring");
    assertThat(invocation.output()).isEmpty();
  }
}
