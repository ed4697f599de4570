package io.mooring.orchestrator.it;

import static io.mooring.orchestrator.it.Api.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class DocumentsIT {

  @Test
  void aDocumentIsCreatedOnceAndItsGenerationRisesOnlyWithAChange() {
    // given
    String name = Api.newName();
    String document = Api.document(name);

    // when, then
    Api.submit(document)
        .then()
        .statusCode(201)
        .header("Location", endsWith("/api/v1/integrations/" + name))
        .body("generation", equalTo(1))
        .body("state", equalTo("declared"))
        .body("document.name", equalTo(name));
    Api.submit(document).then().statusCode(200).body("generation", equalTo(1));
    Api.submit("# only a comment more\n" + document)
        .then()
        .statusCode(200)
        .body("generation", equalTo(1));
    Api.submit(document.replace("glance: {}", "glance: {chunkMebibytes: 16}"))
        .then()
        .statusCode(200)
        .body("generation", equalTo(2));
    given().get("/api/v1/integrations").then().statusCode(200).body("items.name", hasItem(name));
  }

  @Test
  void aWrongDocumentIsRefusedWithEveryFieldNamed() {
    String wrong =
        Api.document(Api.newName())
            .replace("glance: {}", "glance: {chunk: 3}")
            .replace("{name: openstack-images}", "{name: \"images; rm -rf /\"}");

    Api.submit(wrong)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("code", equalTo("invalid-document"))
        .body("errors.pointer", hasItem("/ceph/pools/images/name"))
        .body("errors.pointer", hasItem(containsString("/glance")));
  }

  @Test
  void theSourceIsKeptWithItsComments() {
    // given
    String name = Api.newName();
    String source = "# kept, because someone wrote it\n" + Api.document(name);
    Api.submit(source).then().statusCode(201);

    // when, then
    given()
        .get("/api/v1/integrations/" + name + "/source")
        .then()
        .statusCode(200)
        .contentType("application/yaml")
        .header("ETag", equalTo("\"1\""))
        .body(equalTo(source));
    Api.submit(source.replace("kept", "changed")).then().statusCode(200).body("generation", is(1));
    given()
        .get("/api/v1/integrations/" + name + "/source")
        .then()
        .body(containsString("# changed, because"));
  }

  @Test
  void whatWasMadeFromAnOlderDocumentIsRefused() {
    // given
    String name = Api.newName();
    String document = Api.document(name);
    Api.submit(document).then().statusCode(201);
    String seen = given().get("/api/v1/integrations/" + name).getHeader("ETag");
    String mine = document.replace("glance: {}", "glance: {chunkMebibytes: 16}");
    String theirs = document.replace("glance: {}", "glance: {chunkMebibytes: 4}");

    // when
    Response first = submit(theirs, seen);
    Response second = submit(mine, seen);

    // then
    first.then().statusCode(200).body("generation", is(2));
    second.then().statusCode(412).body("code", equalTo("document-moved"));
    given()
        .get("/api/v1/integrations/" + name)
        .then()
        .body("document.glance.chunkMebibytes", is(4));
  }

  @Test
  void aDocumentIsCheckedInTheWordsOfARefusalAndNotStored() {
    // given
    String name = Api.newName();
    String wrong = Api.document(name).replace("glance: {}", "glance: {chunk: 3}");

    // when
    List<Object> refused = Api.submit(wrong).jsonPath().getList("errors");

    // then
    check(wrong).body("valid", is(false)).body("errors", equalTo(refused));
    check(Api.document(name)).body("valid", is(true)).body("errors", equalTo(List.of()));
    check("name: [").body("valid", is(false));
    given().get("/api/v1/integrations/" + name).then().statusCode(404);
  }

  private static ValidatableResponse check(String document) {
    return Api.yaml().body(document).post("/api/v1/integrations/check").then().statusCode(200);
  }

  private static Response submit(String document, String seen) {
    return Api.yaml().header("If-Match", seen).body(document).post("/api/v1/integrations");
  }

  @Test
  void whatHttpItselfForbidsIsAProblemToo() {
    given()
        .contentType("text/plain")
        .body("x")
        .post("/api/v1/integrations")
        .then()
        .statusCode(415)
        .contentType("application/problem+json");
    Api.yaml()
        .body("a".repeat(256 * 1024 + 1))
        .post("/api/v1/integrations")
        .then()
        .statusCode(413)
        .contentType("application/problem+json");
    Api.yaml()
        .body("a".repeat(1024 * 1024 + 1))
        .post("/api/v1/integrations")
        .then()
        .statusCode(413)
        .body("code", equalTo("request-too-large"));
    given()
        .get("/api/v1/integrations/nobody")
        .then()
        .statusCode(404)
        .body("code", equalTo("no-such-integration"))
        .body("instance", equalTo("/api/v1/integrations/nobody"));
    given()
        .get("/api/v1/sagas/nothing")
        .then()
        .statusCode(404)
        .body("code", equalTo("no-such-saga"));
    given()
        .contentType("application/json")
        .body("{\"kind\":")
        .post("/api/v1/integrations/nobody/sagas")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", not(containsString("Exception")));
    given()
        .contentType("application/json")
        .body("{\"kind\":\"explode\"}")
        .post("/api/v1/integrations/nobody/sagas")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/kind"));
  }

  @Test
  void theApiDescribesItself() {
    String openApi = given().get("/q/openapi").then().statusCode(200).extract().asString();

    assertThat(openApi)
        .contains(
            "/api/v1/integrations",
            "/api/v1/integrations/{name}/sagas",
            "/api/v1/sagas/{id}/steps/{name}",
            "/api/v1/sagas/{id}/retry",
            "/api/v1/sagas/{id}/events",
            "Start a saga");
    given().get("/q/health/ready").then().statusCode(200);
    given().get("/q/metrics").then().statusCode(200).body(containsString("mooring_stream_behind"));
  }
}
