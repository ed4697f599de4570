package io.mooring.orchestrator.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Documents that mean harm, and documents that mean nothing. */
class HostileDocumentTest {
  private static final List<String> ATTACKS =
      List.of(
          "; reboot",
          "$(reboot)",
          "`reboot`",
          "'x",
          "\"x",
          "x\ny",
          "\n",
          "\r",
          "\0",
          "|x",
          "&x",
          ">x",
          "<x",
          "\\x",
          "{x}",
          "*",
          "%s",
          "\u202Ex",
          "/../../etc/shadow",
          "#x",
          "]x",
          "=x",
          "$x",
          "!x");

  private final DocumentReader reader = new DocumentReader();

  @Test
  void noTextCanCarryAnythingThatAShellOrAFileWouldRead() {
    // given a document in which every text is there
    ObjectNode document = complete();
    List<String> survivors = new ArrayList<>();

    // when each text in turn gets each attack at its end and at its beginning
    forEachText(
        document,
        "",
        (pointer, text, setter) -> {
          for (String attack : ATTACKS) {
            for (String hostile : List.of(text + attack, attack + text, attack)) {
              setter.accept(hostile);
              if (reader.read(document.toString().getBytes(UTF_8)) instanceof Read.Valid) {
                survivors.add(pointer + " = " + hostile);
              }
            }
          }
          setter.accept(text);
        });

    // then none gets through
    assertThat(survivors).isEmpty();
    assertThat(reader.read(document.toString().getBytes(UTF_8))).isInstanceOf(Read.Valid.class);
  }

  @Test
  void brokenDocumentsAreRefusedAndNeverCrash() {
    byte[] site = Documents.site().getBytes(UTF_8);
    Random random = new Random(42);

    for (int i = 0; i < 2000; i++) {
      byte[] broken = site.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(128);
      }
      assertThat(reader.read(broken)).isNotNull();
    }
  }

  @Test
  void everyPartOfADocumentMayHaveAWrongShape() {
    for (String wrong : List.of("7", "text", "[]", "[1]", "{}", "true", "{a: {b: c}}")) {
      for (String field :
          List.of(
              "ssh",
              "nodes",
              "ceph",
              "glance",
              "cinder",
              "libvirt",
              "openstack",
              "restart",
              "checks",
              "retry")) {
        ObjectNode document = complete();
        document.remove(field);
        String text = document.toString();
        String spoilt = text.substring(0, text.length() - 1) + ", " + field + ": " + wrong + "}";

        assertThat(reader.read(spoilt.getBytes(UTF_8))).isNotNull();
      }
    }
  }

  private static ObjectNode complete() {
    String text =
        Documents.site()
            .replace("# jump: bastion", "jump: ceph-mon-01")
            .replace("# allowedWarnings: []", "allowedWarnings: [SLOW_OPS]")
            .replace("# stoppingWarnings: []", "stoppingWarnings: [MON_DOWN]")
            .replace("# client: {method: packages}", "client: {method: cephadm, release: squid}")
            .replace("# libvirt:", "libvirt:")
            .replace("#   secretUuid: 6f1d…", "  secretUuid: 6f1d0000-0000-4000-8000-000000000001")
            .replace("#   secretUsage:", "  secretUsage:")
            .replace("auth: none", "auth: none\n  credential: cloud");
    Source source = Source.of(text.getBytes(UTF_8));
    assertThat(source).isInstanceOf(Source.Tree.class);
    return new SchemaTree().withDefaults(((Source.Tree) source).root());
  }

  private interface Place {
    void visit(String pointer, String text, Consumer<String> setter);
  }

  private static void forEachText(JsonNode node, String pointer, Place place) {
    if (node instanceof ObjectNode fields) {
      for (var field : List.copyOf(fields.properties())) {
        String name = field.getKey();
        JsonNode value = field.getValue();
        if (value.isTextual()) {
          place.visit(pointer + "/" + name, value.textValue(), text -> fields.put(name, text));
        } else {
          forEachText(value, pointer + "/" + name, place);
        }
      }
    }
    if (node instanceof ArrayNode items) {
      for (int i = 0; i < items.size(); i++) {
        int index = i;
        place.visit(
            pointer + "/" + i,
            items.get(i).textValue(),
            text -> items.set(index, items.textNode(text)));
      }
    }
  }
}
