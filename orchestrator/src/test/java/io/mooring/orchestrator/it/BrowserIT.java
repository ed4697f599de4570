package io.mooring.orchestrator.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people do on the page: in a real browser, against the real application. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class BrowserIT extends InBrowser {
  private volatile boolean healed;

  @Test
  void anIncidentIsUnderstoodAndMendedFromThePageAlone() {
    // given
    String name = Api.newName();
    try (FakeParticipant participants =
            participants(name, step -> illOnOne(step) && !healed, Tale::of);
        BrowserContext browser = operator()) {
      String saga = Api.start(name);
      Page page = watched(browser.newPage());
      page.navigate(base + "integrations/" + name);

      // when it fails, the page says so by itself
      assertThat(page.getByText("needs you").first()).isVisible();
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("apply #")).first().click();
      assertThat(page.locator(".trouble")).containsText("NODE_UNSUITABLE");
      assertThat(page.locator(".trouble")).containsText("the node is not well");
      assertThat(page.locator(".trouble")).containsText("What to do");

      page.locator(".trouble .chip").first().click();
      assertThat(page.locator(".drawer")).containsText("1 pretend on openstack-compute02");
      page.keyboard().press("Escape");

      // and when it is mended
      healed = true;
      button(page, "Retry all that failed").click();
      Locator dialog = page.getByRole(AriaRole.DIALOG);
      assertThat(dialog).containsText("Tries 1 failed step again");
      assertThat(dialog).containsText("openstack-compute02");
      dialog.getByRole(AriaRole.TEXTBOX).fill("the disk was replaced");
      confirm(page, "Retry all that failed");

      // then
      assertThat(page.locator(".standing")).containsText("succeeded");
      assertThat(page.locator(".trouble")).hasCount(0);
      assertThat(Api.state(saga)).isEqualTo("succeeded");
      assertThat(Api.events(saga).getString("items.detail.why")).contains("the disk was replaced");
    }
  }

  @Test
  void stepsThatFailedAlikeAreTriedAgainTogetherAndNoOthers() {
    // given
    String name = Api.newName();
    Api.submit(Api.document(name)).then().statusCode(201);
    String alike = "inspect-place-keyring:cinder@openstack-controller0";
    try (FakeParticipant participants =
            participants(name, step -> step.startsWith(alike) && !healed, Tale::withUnknownHost);
        BrowserContext browser = operator()) {
      String saga = start(name, "plan");
      Api.awaitState(saga, "incident");
      Page page = watched(browser.newPage());
      page.navigate(base + "sagas/" + saga);
      Locator trouble = page.locator(".trouble");
      assertThat(trouble).containsText("4 steps need you");

      // when
      healed = true;
      button(page, "Retry these 3 steps").click();
      Locator dialog = page.getByRole(AriaRole.DIALOG);
      assertThat(dialog).containsText(alike + "1, " + alike + "2, " + alike + "3");
      confirm(page, "Retry these 3 steps");

      // then
      assertThat(trouble).containsText("One step needs you");
      assertThat(trouble).containsText("HOST_KEY_UNKNOWN");
      assertThat(trouble).not().containsText(alike);
    }
  }

  @Test
  void aPlanIsReadAndExactlyThatIsApplied() {
    // given
    String name = Api.newName();
    try (FakeParticipant participants = participants(name, step -> false, Tale::of);
        BrowserContext browser = operator()) {
      Api.submit(Api.document(name)).then().statusCode(201);
      Page page = watched(browser.newPage());
      page.navigate(base + "integrations/" + name);

      // when
      button(page, "Plan").click();
      confirm(page, "Plan");
      assertThat(page.locator(".plan-summary")).containsText("to create");
      assertThat(page.locator(".plan")).containsText("+enabled_backends = ceph:rbd");
      button(page, "Apply this plan").click();
      confirm(page, "Apply this plan");

      // then
      assertThat(heading(page, "apply #")).isVisible();
      assertThat(page.locator(".standing")).containsText("succeeded");
    }
  }

  @Test
  void whatAPlanAsksIsDecidedInPlaceAndAColleagueAppliesItByItsLink() {
    // given
    String name = Api.newName();
    try (FakeParticipant participants = participants(name, step -> false, Tale::withImages);
        BrowserContext browser = operator();
        BrowserContext colleague = operator()) {
      String asking = plan(name);
      Page page = watched(browser.newPage());
      page.navigate(base + "sagas/" + asking);
      Locator decisions = page.getByRole(AriaRole.FORM);
      assertThat(decisions).containsText("On openstack-controller01; remembered for " + name);
      assertThat(button(page, "Apply this plan")).hasCount(0);

      // when
      page.getByLabel("keep Keeps the former store beside the new one.").check();
      decisions.getByRole(AriaRole.TEXTBOX).fill("users were asked");
      button(page, "Plan again with this decision").click();

      // then
      assertThat(page.locator(".plan-apply")).containsText("p-");
      assertThat(page).not().hasURL(Pattern.compile(asking));

      // and a diff is read as one likes it
      button(page, "Side by side").first().click();
      assertThat(page.locator(".diff-sides").first()).containsText("+enabled_backends = ceph:rbd");
      page.reload();
      assertThat(page.locator(".diff-sides").first()).isVisible();

      // and
      Page other = watched(colleague.newPage());
      other.navigate(base + "audit?integration=" + name);
      assertThat(other.locator("tbody")).containsText("existing-images: keep");
      assertThat(other.locator("tbody")).containsText("users were asked");
      other.navigate(page.locator(".address input").inputValue());
      button(other, "Apply this plan").click();
      confirm(other, "Apply this plan");
      assertThat(other.locator(".standing")).containsText("succeeded");
    }
  }

  @Test
  void aDocumentIsWrittenByFormAndTextAndRefusedInTheWordsOfTheCommand() {
    // given
    String name = Api.newName();
    Api.submit("# whose site it is\n" + Api.document(name)).then().statusCode(201);
    try (FakeParticipant participants = participants(name, step -> false, Tale::of);
        BrowserContext browser = operator()) {
      Page page = watched(browser.newPage());
      page.navigate(base + "integrations/" + name + "/edit");
      Locator text = page.getByLabel("The document as YAML");
      assertThat(text).hasValue(Pattern.compile("# whose site it is"));
      assertThat(page.locator(".editor-check")).containsText("The document is valid.");

      // when the text is wrong
      String whole = text.inputValue();
      text.fill(whole.replace("glance: {}", "glance: {chunk: 3}"));

      // then it says where and why, and can't be stored
      assertThat(page.locator(".editor-errors")).containsText("/glance/chunk");
      assertThat(button(page, "Save and plan")).isDisabled();

      // and when it is mended and the form changes it
      text.fill(whole);
      page.getByLabel("Images").fill("other-images");
      assertThat(text).hasValue(Pattern.compile("other-images"));
      assertThat(text).hasValue(Pattern.compile("# whose site it is"));
      button(page, "Save and plan").click();

      // then
      assertThat(heading(page, "plan #")).isVisible();
      Api.given()
          .get("/api/v1/integrations/" + name)
          .then()
          .body("generation", equalTo(2))
          .body("document.ceph.pools.images.name", equalTo("other-images"));
    }
  }

  @Test
  void anUnknownHostKeyIsComparedAndTrustedBesideTheDocument() {
    // given
    String name = Api.newName();
    Api.submit(Api.document(name)).then().statusCode(201);
    try (FakeParticipant participants = participants(name, step -> false, Tale::withUnknownHost);
        BrowserContext browser = operator()) {
      Page page = watched(browser.newPage());
      page.navigate(base + "integrations/" + name + "/edit");

      // when
      button(page, "Save and test access").click();
      Locator access = page.getByLabel("Access to the nodes");
      assertThat(access).containsText("shows the host key SHA256:");
      assertThat(access).containsText("Compare the fingerprint");
      access.getByRole(AriaRole.RADIO).check();
      access.getByRole(AriaRole.TEXTBOX).fill("read from its console");
      button(page, "Decide: trust").click();

      // then
      assertThat(access).containsText("6 of 6 nodes were reached");
      page.navigate(base + "audit?integration=" + name);
      assertThat(page.locator("tbody")).containsText("host-key:openstack-compute02:SHA256:");
      assertThat(page.locator("tbody")).containsText("read from its console");
    }
  }

  @Test
  void aDeadLetterIsReadAndDecidedOnceAndTheAuditNamesIt() {
    // given
    try (FakeParticipant participants = participants("nobody", step -> false, Tale::of);
        BrowserContext browser = operator()) {
      participants.sayNonsense();
      Page page = watched(browser.newPage());
      page.navigate(base + "dead-letters");
      page.locator(".letter-head").first().click();

      // when
      button(page, "Discard").click();
      page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.TEXTBOX).fill("a test of the switch");
      confirm(page, "Discard");

      // then
      assertThat(page.locator(".letter-body")).containsText("a test of the switch");
      assertThat(button(page, "Discard")).hasCount(0);
      page.navigate(base + "audit");
      assertThat(page.locator("tbody tr").first()).containsText("a test of the switch");
    }
  }

  @Test
  void whatHappenedWhileTheStreamWasCutIsShownWithoutAReload() throws IOException {
    // given
    String name = Api.newName();
    try (FakeParticipant participants = participants(name, step -> false, Tale::of);
        Cable cable = new Cable(base.getPort());
        BrowserContext browser = operator()) {
      Page page = watched(browser.newPage());
      page.navigate(cable.address() + "/events?integration=" + name);
      assertThat(page.locator(".live")).hasText("live");

      // when
      faults.expectLostConnections();
      cable.pull();
      assertThat(page.locator(".live")).hasText("reconnecting");
      String saga = Api.start(name);
      Api.awaitState(saga, "succeeded");
      cable.plugIn();

      // then
      assertThat(page.locator(".live")).hasText("live");
      assertThat(page.locator(".entry").first()).containsText("saga of " + name);
      assertThat(page.locator(".page-head")).not().containsText(Pattern.compile("(^|\\D)0 of"));
    }
  }

  @Test
  void twoBrowsersAndTheApiTellTheSameWithoutAReload() {
    // given
    String name = Api.newName();
    try (FakeParticipant participants =
            participants(name, step -> illOnOne(step) && !healed, Tale::of);
        BrowserContext one = operator();
        BrowserContext other = operator()) {
      Api.submit(Api.document(name)).then().statusCode(201);
      Page list = watched(one.newPage());
      list.navigate(base.toString());
      Locator row = list.locator(".row").filter(new Locator.FilterOptions().setHasText(name));
      assertThat(row).containsText("no saga yet");
      Page page = watched(other.newPage());
      page.navigate(base + "integrations/" + name);
      assertThat(page.locator(".live")).hasText("live");
      list.evaluate("() => { window.sameAsBefore = true; }");
      page.evaluate("() => { window.sameAsBefore = true; }");

      // when, then
      String saga = Api.startSaga(name).path("id");
      Api.awaitState(saga, "incident");
      assertThat(row).containsText("needs you");
      assertThat(page.locator(".standing")).containsText("needs you");

      healed = true;
      Api.order(saga, "retry", Map.of("select", "all"), null);
      Api.awaitState(saga, "succeeded");
      assertThat(row).containsText("succeeded");
      assertThat(page.locator(".standing")).containsText("succeeded");

      Api.submit(Api.document(name).replace("glance: {}", "glance: {chunkMebibytes: 4}"));
      assertThat(page.locator(".standing")).containsText("generation 2");
      for (Page shown : List.of(list, page)) {
        assertThat((Boolean) shown.evaluate("() => window.sameAsBefore")).isTrue();
      }
    }
  }
}
