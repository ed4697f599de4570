package io.mooring.node.layout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.node.layout.Runner.Application;
import io.mooring.node.layout.Runner.Container;
import io.mooring.node.layout.Runner.Copy;
import io.mooring.node.layout.Runner.Engine;
import io.mooring.node.layout.Runner.Mount;
import io.mooring.node.layout.Runner.Start;
import io.mooring.node.layout.Runner.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Layouts as the text of a fact: JSON with short names, since every command to the node has it. */
final class LayoutFact {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LayoutFact() {}

  static String write(Iterable<Layout> layouts) {
    ArrayNode all = JSON.createArrayNode();
    layouts.forEach(layout -> all.add(written(layout)));
    return all.toString();
  }

  /** Empty when another release wrote it in another way. */
  static Optional<List<Layout>> read(String text) {
    try {
      List<Layout> layouts = new ArrayList<>();
      for (JsonNode each : JSON.readTree(text)) {
        layouts.add(layout(each));
      }
      return Optional.of(layouts);
    } catch (JsonProcessingException | RuntimeException other) {
      return Optional.empty();
    }
  }

  private static ObjectNode written(Layout layout) {
    ObjectNode node = JSON.createObjectNode().put("service", layout.service().label());
    switch (layout.runner()) {
      case Unit unit -> node.put("unit", unit.unit());
      case Application application ->
          node.put("unit", application.unit()).put("server", application.server());
      case Container container -> write(container, node);
    }
    node.put("account", layout.account().name());
    layout.account().uid().ifPresent(uid -> node.put("uid", uid));
    layout.account().gid().ifPresent(gid -> node.put("gid", gid));
    ArrayNode command = node.putArray("command");
    layout.command().forEach(command::add);
    return node.put("python", layout.python());
  }

  private static void write(Container container, ObjectNode node) {
    node.put("engine", container.engine().command()).put("container", container.name());
    container.unit().ifPresent(unit -> node.put("unit", unit));
    ObjectNode mounts = node.putObject("mounts");
    container.mounts().forEach(mount -> mounts.put(mount.destination(), mount.source()));
    container
        .start()
        .ifPresent(
            start -> {
              node.put("list", start.list()).put("folder", start.directory());
              node.put("seenAs", start.seenAs());
              ArrayNode copies = node.putArray("copies");
              start
                  .copies()
                  .forEach(copy -> copies.addArray().add(copy.source()).add(copy.destination()));
            });
  }

  private static Layout layout(JsonNode node) {
    return new Layout(
        ServiceKind.of(node.path("service").asText()).orElseThrow(),
        runner(node),
        new Account(node.path("account").asText(), number(node, "uid"), number(node, "gid")),
        list(node.path("command"), JsonNode::asText),
        node.path("python").asText(Layout.PYTHON));
  }

  private static Runner runner(JsonNode node) {
    if (node.has("container")) {
      List<Mount> mounts = new ArrayList<>();
      node.path("mounts")
          .properties()
          .forEach(mount -> mounts.add(new Mount(mount.getValue().asText(), mount.getKey())));
      return new Container(
          Engine.valueOf(node.path("engine").asText().toUpperCase(Locale.ROOT)),
          node.path("container").asText(),
          Optional.ofNullable(node.path("unit").asText(null)),
          mounts,
          node.has("list") ? Optional.of(start(node)) : Optional.empty());
    }
    String unit = node.path("unit").asText();
    return node.has("server")
        ? new Application(unit, node.path("server").asText())
        : new Unit(unit);
  }

  private static Start start(JsonNode node) {
    return new Start(
        node.path("list").asText(),
        node.path("folder").asText(),
        node.path("seenAs").asText(),
        list(node.path("copies"), copy -> new Copy(copy.path(0).asText(), copy.path(1).asText())));
  }

  private static OptionalInt number(JsonNode node, String name) {
    return node.has(name) ? OptionalInt.of(node.path(name).asInt()) : OptionalInt.empty();
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> read) {
    return StreamSupport.stream(array.spliterator(), false).map(read).toList();
  }
}
