package io.mooring.orchestrator.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people see of the page, and how they get around in it. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class BrowserLookIT extends InBrowser {
  @Test
  void everyPageIsFitForPeopleInEveryLight() {
    // given
    String name = Api.newName();
    String plan;
    try (FakeParticipant participants = participants(name, step -> false, Tale::withImages)) {
      plan = plan(name);
    }
    String drifted = Api.newName();
    try (FakeParticipant participants = participants(drifted, step -> false, Tale::of)) {
      participants.sayNonsense();
      Api.submit(Api.document(drifted)).then().statusCode(201);
      saga(drifted, "verify");
    }
    String unknown = Api.newName();
    try (FakeParticipant participants =
        participants(unknown, step -> false, Tale::withUnknownHost)) {
      Api.submit(Api.document(unknown)).then().statusCode(201);
      Api.awaitState(start(unknown, "plan"), "incident");
    }
    try (FakeParticipant participants = participants(name, InBrowser::illOnOne, Tale::of)) {
      String saga = Api.startSaga(name).path("id");
      Api.awaitState(saga, "incident");

      // when, then
      try (BrowserContext browser = operator()) {
        Page page = watched(browser.newPage());
        Lights lights = new Lights(page, base.toString());
        lights.look("integrations", "/", "Integrations");
        lights.look("integration", "/integrations/" + name, name);
        lights.look("integration-thing", "/integrations/" + name + "?thing=pool-images", name);
        assertThat(page.locator(".known")).containsText("apply #");
        assertThat(page.locator(".known")).not().containsText("plan #");
        lights.look("saga", "/sagas/" + saga, "apply #");
        lights.look("saga-line", "/sagas/" + saga + "?view=line", "apply #");
        lights.look("saga-step", "/sagas/" + saga + "?step=" + encoded(ILL), "apply #");
        lights.look("plan", "/sagas/" + plan, "plan #");
        assertThat(page.locator(".plan"))
            .containsText("Shown as it is on openstack-controller01; on the others");
        page.locator("input[type=radio]").first().check();
        // There is no room for two columns at the width of the last look.
        page.setViewportSize(1440, 900);
        button(page, "Side by side").first().click();
        assertThat(page.locator(".diff-sides").first()).isVisible();
        lights.look("plan-sides");
        lights.look("way", "/integrations/" + unknown + "/edit", "Edit ");
        lights.look("events", "/events?integration=" + name, "Events");
        lights.look("edit", "/integrations/" + name + "/edit", "Edit ");
        lights.look("new", "/new", "New integration");
        lights.look("drift", "/drift", "Drift");
        assertThat(page.locator(".drift").first()).containsText("The same on 3 nodes");
        lights.look("services", "/services", "Services");
        lights.look("dead-letters", "/dead-letters", "Dead letters");
        page.locator(".letter-head").first().click();
        assertThat(page.locator(".letter-body .raw").first()).isVisible();
        lights.look("dead-letter");
        lights.look("audit", "/audit?integration=" + name, "Audit");
        lights.look("nothing", "/no-such-page", "There is no such page");
      }
    }
  }

  @Test
  void whatHappenedStandsRowByRowAlsoInAWindowThatWasResized() {
    // given
    String name = Api.newName();
    try (FakeParticipant participants = participants(name, step -> false, Tale::of);
        BrowserContext browser = operator()) {
      Api.submit(Api.document(name)).then().statusCode(201);
      saga(name, "apply");
      Page page = watched(browser.newPage());
      page.setViewportSize(390, 900);
      page.navigate(base + "events?integration=" + name);
      Lights.awaitRows(page);

      // when, then
      page.setViewportSize(1440, 900);
      Lights.awaitRows(page);
      page.locator(".entries").evaluate("list => list.scrollTo(0, list.scrollHeight / 2)");
      page.setViewportSize(390, 900);
      Lights.awaitRows(page);
    }
  }

  @Test
  void aBrowserThatIsNotSignedInIsToldHowAndALinkSignsItIn() {
    try (BrowserContext browser = stranger()) {
      Page page = browser.newPage();
      page.navigate(base.toString());
      assertThat(heading(page, "This browser is not signed in")).isVisible();
      assertThat(page.locator("#main")).containsText("./mooring open");

      page.navigate(base + link());

      assertThat(heading(page, "Integrations")).isVisible();
      assertThat(page.locator(".live")).hasText("live");
    }
  }

  @Test
  void theKeyboardReachesEveryStepAndLeavesItAgain() {
    // given
    String name = Api.newName();
    try (FakeParticipant participants = participants(name, InBrowser::illOnOne, Tale::of);
        BrowserContext browser = operator()) {
      String saga = Api.start(name);
      Api.awaitState(saga, "incident");
      Page page = watched(browser.newPage());
      page.navigate(base + "sagas/" + saga);
      Locator first = page.locator(".matrix-step").first();
      first.focus();

      // when, then
      page.keyboard().press("ArrowDown");
      assertThat(page.locator(":focus"))
          .hasAttribute("aria-label", Pattern.compile("check-node@openstack-.*"));
      page.keyboard().press("Enter");
      assertThat(page.locator(".drawer h2")).containsText("check node on openstack-");
      assertThat(page).hasURL(Pattern.compile("step=check-node"));
      page.keyboard().press("Escape");
      assertThat(page.locator(".drawer")).hasCount(0);
    }
  }
}
