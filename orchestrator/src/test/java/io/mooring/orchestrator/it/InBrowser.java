package io.mooring.orchestrator.it;

import static io.mooring.orchestrator.it.FakeParticipant.Answer.FAILED;
import static io.mooring.orchestrator.it.FakeParticipant.Answer.SILENT;
import static io.mooring.orchestrator.it.FakeParticipant.Answer.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.mooring.contracts.Command;
import io.mooring.contracts.Event;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Real browsers against the real application; what goes wrong in one fails the test. */
abstract class InBrowser {
  static final String ILL = "place-keyring:cinder@openstack-compute02";

  private static Chromium chromium;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @TestHTTPResource URI base;

  final Faults faults = new Faults();

  @BeforeAll
  static void start() {
    WebPage.assumeBuilt();
    chromium = new Chromium();
  }

  @AfterAll
  static void end() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @AfterEach
  void nothingWentWrongInTheBrowser() {
    assertThat(faults.all()).isEmpty();
  }

  static boolean illOnOne(String step) {
    return step.equals(ILL);
  }

  FakeParticipant participants(
      String name, Function<String, Boolean> ill, Function<Command, Event> success) {
    return participants(kafka, name, ill, success);
  }

  /** Participants of one integration only, of which some steps fail. */
  static FakeParticipant participants(
      String kafka, String name, Function<String, Boolean> ill, Function<Command, Event> success) {
    return new FakeParticipant(
        kafka,
        command -> {
          if (!command.dispatch().integration().value().equals(name)) {
            return SILENT;
          }
          return ill.apply(command.dispatch().step().toString()) ? FAILED : SUCCEEDED;
        },
        success);
  }

  static String plan(String name) {
    Api.submit(Api.document(name)).then().statusCode(201);
    return saga(name, "plan");
  }

  /** A saga of that kind that went well. */
  static String saga(String name, String kind) {
    String saga = start(name, kind);
    Api.awaitState(saga, "succeeded");
    return saga;
  }

  static String start(String name, String kind) {
    return Api.given()
        .contentType("application/json")
        .body(Map.of("kind", kind))
        .post("/api/v1/integrations/" + name + "/sagas")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  /** A browser that nobody has signed in. */
  static BrowserContext stranger() {
    return chromium.somebody(new Browser.NewContextOptions());
  }

  BrowserContext operator() {
    BrowserContext browser = stranger();
    try (Page page = browser.newPage()) {
      page.navigate(base + link());
      page.waitForURL(base.toString());
    }
    return browser;
  }

  /** What {@code mooring open} prints, without the slash in front. */
  static String link() {
    String path =
        Api.given()
            .contentType("application/json")
            .post("/api/v1/browser-links")
            .then()
            .statusCode(201)
            .extract()
            .path("path");
    return path.substring(1);
  }

  Page watched(Page page) {
    faults.watch(page);
    return page;
  }

  static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** What a dialog is about is done by the button of the same name. */
  static void confirm(Page page, String name) {
    page.getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  static Locator heading(Page page, String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
