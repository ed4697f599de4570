package io.mooring.standalone;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code ./mooring} says and leaves when it can't go on. It runs on a copy of the scripts with
 * a stand-in for the lab and for Maven, so that both can be slow or fail when the test wants it;
 * what only the real lab needs may be missing here.
 */
class FrontDoorIT {
  private static final String SLOW =
      "#!/bin/bash\n"
          + "case $1 in\n"
          + "  leftovers) exit ;;\n"
          + "  site) echo site.yaml; exit ;;\n"
          + "  cloud) echo small; exit ;;\n"
          + "  down) echo down >>\"$STATE/lab-down\"; exit ;;\n"
          + "esac\n"
          + "echo $$ >\"$STATE/$(basename \"$0\").pid\"\n"
          + "sleep 600 &\n"
          + "echo $! >\"$STATE/$(basename \"$0\").child\"\n"
          + "wait\n";
  private static final String FAILING = "#!/bin/bash\necho '[ERROR] no'\nexit 1\n";

  @TempDir Path scratch;
  private Path copy;
  private Path state;

  @BeforeEach
  void copyOfTheScripts() throws IOException {
    copy = scratch.resolve("copy");
    state = Files.createDirectories(scratch.resolve("state"));
    copyTree(Shell.TOP.resolve("deploy/standalone/lib"), copy.resolve("deploy/standalone/lib"));
    Files.copy(Shell.TOP.resolve("mooring"), copy.resolve("mooring"));
    Files.copy(
        Shell.TOP.resolve("deploy/standalone/standalone"),
        copy.resolve("deploy/standalone/standalone"));
    program(copy.resolve("deploy/lab/lab"), SLOW);
    for (String needed : List.of("mmdebstrap", "apt-ftparchive", "ip", "ssh", "curl", "unshare")) {
      program(copy.resolve("lab-needs").resolve(needed), FAILING);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "test"})
  void whatFailsAtTheBuildEndsTheLabThatItStarted(String verb) throws Exception {
    assumeThat(System.getProperty("user.name")).isEqualTo("root");
    program(copy.resolve("bin/mvn"), FAILING);

    Shell failing = mooring(verb);

    assertThat(failing.exit()).as(failing.said()).isEqualTo(1);
    assertThat(failing.said()).contains("Mooring could not be built", "A second try", "build.log");
    assertNothingRuns("lab");
  }

  @Test
  void anInterruptedDemoEndsTheLabAndTheBuild() throws Exception {
    assumeThat(System.getProperty("user.name")).isEqualTo("root");
    program(copy.resolve("bin/mvn"), SLOW);
    Shell demo = mooring("demo");
    await().until(() -> Files.exists(state.resolve("mvn.child")));
    await().until(() -> Files.exists(state.resolve("lab.child")));

    demo.process().destroy();

    assertThat(demo.exit()).as(demo.said()).isEqualTo(130);
    assertThat(demo.said()).contains("Interrupted.", "lab.log");
    assertNothingRuns("lab");
    assertNothingRuns("mvn");
    assertThat(state.resolve("lab-down")).exists();
  }

  @Test
  void whatIsMissingIsOnlyNamedWhenNothingMayBeInstalled() throws Exception {
    Shell build =
        Shell.start(
            copy,
            scratch.resolve("output"),
            Map.of(
                "MOORING_INSTALL", "no",
                "JAVA_HOME", System.getProperty("java.home"),
                "MOORING_HOME", scratch.resolve("home").toString(),
                "PATH", programsWithout("mvn").toString()),
            List.of("/bin/bash", copy.resolve("mooring").toString(), "build"));

    assertThat(build.exit()).as(build.said()).isEqualTo(1);
    assertThat(build.said())
        .contains("maven", "builds Mooring", "MOORING_INSTALL=no", "apt-get install");
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "down", "build", "demo", "test"})
  void whoAsksForHelpGetsIt(String verb) throws Exception {
    Shell help = mooring(verb, "--help");

    assertThat(help.exit()).as(help.said()).isZero();
    assertThat(help.said()).startsWith("Usage: mooring " + verb);
    assertThat(state).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "down", "build", "demo"})
  void aWordThatMeansNothingStartsAndStopsNothing(String verb) throws Exception {
    Shell wrong = mooring(verb, "now");

    assertThat(wrong.exit()).as(wrong.said()).isEqualTo(2);
    assertThat(wrong.said()).contains("takes no such word: now", "mooring " + verb + " --help");
    assertThat(state).isEmptyDirectory();
  }

  @Test
  void aClientThatWasBuiltAgainSaysNothingOfTheArchiveOfTheOldOne() throws Exception {
    builtWithAClientThatSays("first");
    Shell first = mooring("list");
    assertThat(first.exit()).as(first.said()).isZero();
    assertThat(first.said()).isEqualToIgnoringNewLines("first");

    builtWithAClientThatSays("second");
    Shell second = mooring("list");

    assertThat(second.exit()).as(second.said()).isZero();
    assertThat(second.said()).isEqualToIgnoringNewLines("second");
  }

  /** Nothing is newer than the build, so that Maven, which would fail, is not asked. */
  private void builtWithAClientThatSays(String word) throws IOException {
    program(copy.resolve("bin/mvn"), FAILING);
    for (String folder : List.of("cli/target/lib", "deploy/broker/target/lib", "target")) {
      Files.createDirectories(copy.resolve(folder));
    }
    program(copy.resolve("deploy/standalone/target/quarkus-app/quarkus-run.jar"), "");
    Path source = scratch.resolve(word + "/Mooring.java");
    program(
        source,
        "package io.mooring.cli; public class Mooring { public static void main(String[] words)"
            + " { System.out.println(\"%s\"); } }".formatted(word));
    Path classes = source.resolveSibling("classes");
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), source.toString()))
        .isZero();
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(copy.resolve("cli/target/cli-1.jar")))) {
      jar.putNextEntry(new JarEntry("io/mooring/cli/Mooring.class"));
      Files.copy(classes.resolve("io/mooring/cli/Mooring.class"), jar);
    }
    Files.writeString(copy.resolve("target/built"), "");
  }

  private Shell mooring(String... words) {
    return Shell.start(
        copy,
        scratch.resolve("output"),
        Map.of(
            "STATE", state.toString(),
            "MOORING_INSTALL", "no",
            "MOORING_HOME", scratch.resolve("home").toString(),
            "JAVA_HOME", System.getProperty("java.home"),
            "PATH",
                copy.resolve("bin")
                    + ":"
                    + System.getenv("PATH")
                    + ":"
                    + copy.resolve("lab-needs")),
        Stream.concat(Stream.of(copy.resolve("mooring").toString()), Stream.of(words)).toList());
  }

  private void assertNothingRuns(String program) throws IOException {
    for (String kind : List.of(".pid", ".child")) {
      Path status =
          Path.of("/proc", Files.readString(state.resolve(program + kind)).strip(), "status");
      // A zombie has ended; whoever is to count it has not looked yet.
      assertThat(Files.exists(status) && !Files.readString(status).contains("State:\tZ"))
          .as(program + kind)
          .isFalse();
    }
  }

  /** Links to all programs of this machine but one. */
  private Path programsWithout(String missing) throws IOException {
    Path programs = Files.createDirectories(scratch.resolve("programs"));
    for (String folder : List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin")) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        for (Path file : files.toList()) {
          Path link = programs.resolve(file.getFileName());
          if (!file.getFileName().toString().equals(missing) && !Files.exists(link)) {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, file);
          }
        }
      }
    }
    return programs;
  }

  private static void program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, fromString("rwxr-xr-x"));
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
