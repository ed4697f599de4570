import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A client of the API; its documents have nodes of their own each. */
final class Client {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final String token;
  private int names;
  private int nodes;

  Client(String url, String token) {
    this.url = url;
    this.token = token;
  }

  /** Submits a document; without computes everything is on one node. */
  String document(String kind, int computes) throws Exception {
    String name = kind + "-" + ++names;
    StringBuilder lines = new StringBuilder();
    if (computes == 0) {
      node(lines, "all-in-one", "ceph-admin, controller, compute");
    } else {
      node(lines, "mon", "ceph-admin");
      node(lines, "controller", "controller");
    }
    for (int i = 0; i < computes; i++) {
      node(lines, "c" + i, "compute");
    }
    String controller = computes == 0 ? "all-in-one" : "controller";
    String yaml =
        """
        apiVersion: mooring/v1
        name: %s
        ssh: {user: ops, credential: lab}
        nodes:
        %sceph:
          pools:
            images:  {name: openstack-images}
            volumes: {name: openstack-volumes}
            vms:     {name: openstack-vms}
        glance: {}
        cinder: {apiNode: %s}
        openstack: {auth: none, project: 0123456789abcdef0123456789abcdef}
        """
            .formatted(name, lines, controller);
    send("/api/v1/integrations", "application/yaml", yaml);
    return name;
  }

  private void node(StringBuilder lines, String name, String roles) {
    int number = ++nodes;
    lines.append(
        "  %s: {address: 10.%d.%d.%d, roles: [%s]}\n"
            .formatted(name, number / 62_500, number / 250 % 250, number % 250 + 1, roles));
  }

  /** Starts a saga; gives its id. */
  String start(String integration, String kind) throws Exception {
    return send(
            "/api/v1/integrations/" + integration + "/sagas",
            "application/json",
            "{\"kind\":\"" + kind + "\"}")
        .path("id")
        .asText();
  }

  private JsonNode send(String path, String type, String body) throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body());
  }
}
