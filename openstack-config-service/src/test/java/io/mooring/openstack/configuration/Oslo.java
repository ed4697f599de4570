package io.mooring.openstack.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Python's real oslo.config, in a process of its own that reads many files at once. */
final class Oslo {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final String INSTALL = "Install it with: apt-get install python3-oslo.config";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Oslo() {}

  /** What oslo.config reads from each file, in their order. */
  static List<JsonNode> read(List<ConfigurationFile> files)
      throws IOException, InterruptedException {
    assertThat(PYTHON).as("Python, needed to run the real oslo.config; " + INSTALL).isExecutable();
    Path folder = Files.createTempDirectory("oslo-files");
    Path script = Files.createTempFile("read_with_oslo", ".py");
    Path errors = Files.createTempFile("oslo-errors", ".txt");
    try (var source = Oslo.class.getResourceAsStream("/configuration/read_with_oslo.py")) {
      Files.write(script, source.readAllBytes());
      for (int at = 0; at < files.size(); at++) {
        Files.write(folder.resolve(name(at)), files.get(at).bytes());
      }
      JsonNode answer = run(script, folder, errors);
      return IntStream.range(0, files.size()).mapToObj(at -> answer.get(name(at))).toList();
    } finally {
      for (int at = 0; at < files.size(); at++) {
        Files.deleteIfExists(folder.resolve(name(at)));
      }
      Files.delete(folder);
      Files.delete(script);
      Files.delete(errors);
    }
  }

  private static JsonNode run(Path script, Path folder, Path errors)
      throws IOException, InterruptedException {
    ProcessBuilder python =
        new ProcessBuilder(
            PYTHON.toString(),
            script.toString(),
            folder.toString(),
            json(Soup.SECTIONS),
            json(Soup.OPTIONS));
    python.environment().put("PYTHONUTF8", "1");
    python.redirectError(errors.toFile());
    Process process = python.start();
    byte[] answer = process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw new AssertionError(explained(Files.readString(errors)));
    }
    return JSON.readTree(answer);
  }

  private static String explained(String errors) {
    return errors.contains("No module named 'oslo_config'")
        ? "This test compares Mooring with the real oslo.config, which is not installed here."
            + " "
            + INSTALL
        : "oslo.config could not read the files:\n" + errors;
  }

  private static String name(int at) {
    return "%05d.conf".formatted(at);
  }

  private static String json(List<String> texts) throws JsonProcessingException {
    return JSON.writeValueAsString(texts);
  }
}
