package io.mooring.orchestrator.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * A site of five hundred nodes, while events of all of them come in: only what is in sight is
 * drawn, and only what has changed is read. How long people wait is measured by {@code bench/page}.
 */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class BrowserLargeIT extends InBrowser {
  private static final int COMPUTES = 496;
  private static final int MOST_ROWS = 60;

  private static final String NEWEST_IS_CANCELLED = ".entry[data-index='0'] .glyph.look-cancelled";

  /** For what many thousand steps have to come before. */
  private static final double LONG_MILLIS = 240_000;

  @Test
  void ofALargeSagaOnlyWhatIsInSightIsDrawnAndOnlyWhatChangedIsRead() {
    // given
    String name = Api.newName();
    Api.submit(Api.document(name, COMPUTES)).then().statusCode(201);
    List<String> requests = new CopyOnWriteArrayList<>();
    try (FakeParticipant participants = participants(name, InBrowser::illOnOne, Tale::of);
        BrowserContext browser = operator()) {
      Page page = watched(browser.newPage());
      page.setDefaultTimeout(LONG_MILLIS);
      String saga = Api.startSaga(name).path("id");
      page.navigate(base + "sagas/" + saga);
      assertThat(page.locator(".matrix-corner"))
          .hasText("500 nodes", new LocatorAssertions.HasTextOptions().setTimeout(LONG_MILLIS));
      soon(page.locator(".entry").first());
      page.onRequest(request -> requests.add(request.url().replaceFirst(".*/sagas/", "")));

      // when
      for (int i = 0; i < 5; i++) {
        page.locator(".matrix-step").nth(3 * i).click();
        soon(page.locator(".drawer"));
        page.keyboard().press("Escape");
        assertThat(page.locator(".drawer")).hasCount(0);
        page.locator(".matrix").evaluate("matrix => matrix.scrollBy(0, 1500)");
      }
      assertThat(page.locator(".standing"))
          .containsText(
              "needs you", new LocatorAssertions.ContainsTextOptions().setTimeout(LONG_MILLIS));
      assertThat(page.locator(".trouble")).containsText(ILL);

      // then
      assertThat(requests)
          .filteredOn(it -> it.contains("/steps?"))
          .as("what has changed")
          .isNotEmpty()
          .allMatch(it -> it.contains("since="));
      assertThat(requests)
          .filteredOn(it -> it.contains("/events?"))
          .as("what came after")
          .allMatch(it -> it.contains("after=") || it.contains("step="));
      few(page.locator(".matrix-row"));
      few(page.locator(".entry"));

      // and
      page.navigate(base + "sagas/" + saga + "?view=line");
      few(page.locator(".line-row"));
      theEventsAreManyAndStandStillWhenToldTo(page, saga);
    }
  }

  private void theEventsAreManyAndStandStillWhenToldTo(Page page, String saga) {
    // given
    page.navigate(base + "events");
    few(page.locator(".entry"));
    Locator head = page.locator(".page-head");
    button(page, "Show older").click();
    assertThat(head)
        .not()
        .containsText(
            "The newest 1000,",
            new LocatorAssertions.ContainsTextOptions().setTimeout(LONG_MILLIS));

    // when
    button(page, "Pause").click();
    assertThat(head).containsText("paused");
    String paused = head.innerText();
    Api.order(saga, "cancel", Map.of(), null);
    Api.awaitState(saga, "cancelled");

    // then
    assertThat(page.locator(NEWEST_IS_CANCELLED)).hasCount(0);
    assertThat(head.innerText()).isEqualTo(paused);

    // and
    page.locator(".entries").evaluate("list => list.scrollTo(0, list.scrollHeight)");
    few(page.locator(".entry"));

    // when
    button(page, "Resume").click();

    // then
    soon(page.locator(NEWEST_IS_CANCELLED));
    few(page.locator(".entry"));
  }

  private static void soon(Locator thing) {
    assertThat(thing).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LONG_MILLIS));
  }

  /** There are some, and no more than are in sight and a little around it. */
  private static void few(Locator rows) {
    soon(rows.first());
    assertThat(rows.count()).isBetween(2, MOST_ROWS);
  }
}
