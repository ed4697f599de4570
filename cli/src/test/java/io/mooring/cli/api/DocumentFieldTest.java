package io.mooring.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentFieldTest {
  private static final DocumentField DOCUMENT =
      DocumentField.ofDocument(
          Json.parse(
              """
              {"type": "object",
               "properties": {
                 "nodes": {
                   "type": "object",
                   "description": "The nodes by name.",
                   "additionalProperties": {"$ref": "#/$defs/node"}},
                 "decisions": {
                   "type": "object",
                   "additionalProperties": {"type": "string"}},
                 "ssh": {
                   "type": "object",
                   "additionalProperties": false,
                   "properties": {"port": {"type": "integer"}}}},
               "$defs": {
                 "node": {
                   "type": "object",
                   "additionalProperties": false,
                   "required": ["roles"],
                   "properties": {"roles": {"type": "array", "description": "What it does."}}}}}
              """));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nodes.roles",
        "nodes.compute01.roles",
        "nodes.NAME.roles",
        "nodes.compute01.example.com.roles",
        "nodes.compute01.roles[0]"
      })
  void shouldNeedNoNameForWhatIsKeptByName(String path) {
    // when
    DocumentField field = DOCUMENT.find(path).orElseThrow();

    // then
    assertThat(field.path()).isEqualTo("nodes.roles");
    assertThat(field.schema().path("description").asText()).isEqualTo("What it does.");
    assertThat(field.required()).isTrue();
  }

  @Test
  void shouldTellTheFieldsOfEachThatIsKeptByName() {
    // when
    DocumentField nodes = DOCUMENT.find("nodes").orElseThrow();

    // then
    assertThat(nodes.type()).isEqualTo("by name");
    assertThat(nodes.children()).extracting(DocumentField::path).containsExactly("nodes.roles");
    assertThat(DOCUMENT.find("decisions.any")).map(DocumentField::path).contains("decisions");
  }

  @Test
  void shouldFindNothingWhereNoNameIsTheDocumentsOwn() {
    assertThat(DOCUMENT.find("ssh.ports")).isEmpty();
    assertThat(DOCUMENT.find("node")).isEmpty();
    assertThat(DOCUMENT.find("nodes.compute01.roles.first")).isEmpty();
  }
}
