package io.mooring.node.layout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mooring.node.layout.Runner.Copy;
import io.mooring.node.layout.Runner.Engine;
import io.mooring.node.layout.Runner.Mount;
import io.mooring.node.layout.Runner.Start;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What a look at a node printed: its units, containers and processes.
 *
 * @param units what systemd says of each unit that is installed, by its name
 * @param containers the containers
 * @param processes the services' processes
 * @param silentEngines what was wrong with engines that did not answer, by their command
 */
record NodeServices(
    Map<String, Map<String, String>> units,
    List<FoundContainer> containers,
    List<FoundProcess> processes,
    Map<String, String> silentEngines) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PROCESS_FIELDS = 8;

  /** A container as its engine tells of it. */
  record FoundContainer(
      Engine engine,
      String id,
      String name,
      String status,
      long pid,
      long restarts,
      String user,
      String unitLabel,
      List<Mount> mounts) {
    boolean runs() {
      return status.equals("running");
    }

    /** Whether it ended, and its engine waits before it starts it again. */
    boolean loops() {
      return status.equals("restarting");
    }
  }

  /** A process of one of the programs. */
  record FoundProcess(
      long pid, long parent, int uid, int gid, String user, String group, List<String> command) {}

  /** Reads what find-services.sh prints. */
  static NodeServices read(String output) {
    Map<String, Map<String, String>> units = new HashMap<>();
    List<FoundContainer> containers = new ArrayList<>();
    List<FoundProcess> processes = new ArrayList<>();
    Map<String, String> silent = new HashMap<>();
    Map<String, String> unit = new HashMap<>();
    for (String line : output.lines().toList()) {
      String[] words = line.split(" ", 3);
      switch (words[0]) {
        case "engine" -> silent.put(words[1], words.length > 2 ? words[2] : "");
        case "container" -> containers.add(container(engine(words[1]), json(words[2])));
        case "process" -> process(line).ifPresent(processes::add);
        case "unit" -> {
          String setting = line.substring("unit ".length());
          int equals = setting.indexOf('=');
          if (equals > 0) {
            unit.put(setting.substring(0, equals), setting.substring(equals + 1));
          } else {
            keep(unit, units);
            unit = new HashMap<>();
          }
        }
        default -> {
          // The lists are read with their containers.
        }
      }
    }
    keep(unit, units);
    return new NodeServices(units, containers, processes, silent);
  }

  /** What the container of this name copies at its start, if the output tells of a list. */
  static Optional<Start> start(String output, String name, List<Mount> mounts) {
    return output
        .lines()
        .filter(line -> line.startsWith("list " + name + " "))
        .findFirst()
        .map(line -> line.split(" ", 4))
        .map(words -> start(words[2], json(decoded(words[3])), mounts));
  }

  private static Start start(String list, JsonNode content, List<Mount> mounts) {
    List<Copy> copies = new ArrayList<>();
    for (JsonNode entry : content.path("config_files")) {
      copies.add(new Copy(entry.path("source").asText(), entry.path("dest").asText()));
    }
    String directory = list.substring(0, list.lastIndexOf('/'));
    String seenAs =
        mounts.stream()
            .filter(mount -> directory.equals(mount.source().replaceAll("/$", "")))
            .map(Mount::destination)
            .findFirst()
            .orElse("/var/lib/kolla/config_files");
    return new Start(list, directory, seenAs.replaceAll("/$", ""), copies);
  }

  private static void keep(Map<String, String> unit, Map<String, Map<String, String>> units) {
    String load = unit.getOrDefault("LoadState", "");
    if (load.equals("loaded") || load.equals("masked")) {
      units.put(unit.get("Id"), unit);
    }
  }

  private static FoundContainer container(Engine engine, JsonNode found) {
    List<Mount> mounts =
        StreamSupport.stream(found.path("mounts").spliterator(), false)
            .map(
                mount ->
                    new Mount(mount.path("Source").asText(), mount.path("Destination").asText()))
            .filter(mount -> mount.source().startsWith("/"))
            .filter(mount -> concerns(mount.destination()))
            .toList();
    String user = found.path("user").asText("");
    int colon = user.indexOf(':');
    return new FoundContainer(
        engine,
        found.path("id").asText(),
        found.path("name").asText().replaceAll("^/", ""),
        found.path("status").asText(),
        found.path("pid").asLong(),
        found.path("restarts").asLong(),
        colon < 0 ? user : user.substring(0, colon),
        found.path("labels").path("PODMAN_SYSTEMD_UNIT").asText(""),
        mounts);
  }

  /** Of all that a container sees, what may hold configuration, logs, images or machines' disks. */
  private static boolean concerns(String destination) {
    return destination.startsWith("/etc/")
            && !destination.equals("/etc/localtime")
            && !destination.equals("/etc/timezone")
        || destination.startsWith("/var/log")
        || destination.startsWith("/var/lib/glance")
        || destination.startsWith("/var/lib/nova")
        || destination.startsWith("/var/lib/kolla/config_files");
  }

  private static Optional<FoundProcess> process(String line) {
    String[] words = line.split(" ", PROCESS_FIELDS);
    if (words.length < PROCESS_FIELDS) {
      return Optional.empty();
    }
    return Optional.of(
        new FoundProcess(
            Long.parseLong(words[1]),
            Long.parseLong(words[2]),
            Integer.parseInt(words[3]),
            Integer.parseInt(words[4]),
            words[5],
            words[6],
            List.of(words[7].split("\037"))));
  }

  private static Engine engine(String command) {
    return Engine.valueOf(command.toUpperCase(Locale.ROOT));
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException unreadable) {
      return JSON.createObjectNode();
    }
  }
}
