package io.mooring.lab;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two people look at different pages, a third at the terminal; all are told the same. */
@Order(5)
@ExtendWith(StageExtension.class)
class TwoBrowsersST {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** How far a page may be behind what the command has just told. */
  private static final Duration BEHIND = Duration.ofSeconds(5);

  private static final Pattern DONE =
      Pattern.compile(".*: (changed|no change needed|would change)");
  private static final Pattern OF_ALL = Pattern.compile("(\\d+) of \\d+ steps done");

  private final Stage stage;

  TwoBrowsersST(Stage stage) {
    this.stage = stage;
  }

  @Test
  void tellWhatTheCommandTellsWhileASagaRunsAndAfterIt() {
    // given one on the saga's page, the other on the list
    assumeThat(StrangersBrowser.isPossible(stage.top())).as("a browser, and the page").isTrue();
    stage.needIntegrated();
    try (StrangersBrowser browser = new StrangersBrowser(stage.top(), null)) {
      Page list = browser.another();
      StrangersBrowser.signIn(list, stage.product());
      Locator row = list.locator(".row").filter(new Locator.FilterOptions().setHasText("lab"));
      Page page = browser.page();
      StrangersBrowser.signIn(page, stage.product());
      page.navigate(stage.product().url() + "/integrations/lab");
      assertThat(page.locator(".live")).hasText("live");

      // when
      browser.order("Verify", "");
      assertThat(page.locator(".matrix-step").first()).isVisible();
      assertThat(row).containsText("verify #");
      int looks = 0;
      JsonNode told = status();
      while (told.at("/saga/endedAt").isMissingNode()) {
        int onPage = done(page);
        int onList = done(row);
        told = status();
        int now = told.at("/saga/counts/succeeded").asInt();

        // then no page is ahead of the command, nor behind it for long
        assertThat(List.of(onPage, onList)).allSatisfy(it -> assertThat(it).isBetween(0, now));
        await().atMost(BEHIND).until(() -> done(page) >= now && done(row) >= now);
        looks++;
      }

      // then, at rest, they say the same of each step, in their own words
      assertThat(looks).as("how often it was compared while it ran").isGreaterThan(1);
      List<String> steps =
          StreamSupport.stream(told.path("steps").spliterator(), false).map(this::words).toList();
      await().atMost(BEHIND).untilAsserted(() -> assertThat(labels(page)).hasSameElementsAs(steps));
      assertThat(told.at("/saga/state").asText()).isEqualTo("succeeded");
      assertThat(page.locator(".standing")).containsText("succeeded");
      assertThat(row).containsText("verify #" + told.at("/saga/number").asInt());
      assertThat(row).containsText("succeeded");
      JsonNode integration =
          Sagas.items(json("list", "-o", "json")).stream()
              .filter(it -> it.path("name").asText().equals("lab"))
              .findFirst()
              .orElseThrow();
      assertThat(integration.path("state").asText()).isEqualTo("succeeded");
      assertThat(done(row)).isEqualTo(integration.at("/saga/counts/succeeded").asInt());
      assertThat(row).containsText("generation " + integration.path("generation").asInt());
    }
  }

  private JsonNode status() {
    return json("status", "lab", "-o", "json");
  }

  private JsonNode json(String... words) {
    Execution said = stage.product().command(PATIENCE, words);
    try {
      return Api.JSON.readTree(said.out());
    } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
      throw new AssertionError(said.toString(), broken);
    }
  }

  /** How the page calls a step that is done. */
  private String words(JsonNode step) {
    boolean differs =
        step.path("mode").asText().equals("plan")
            ? !step.path("changes").isEmpty()
            : step.path("changed").asBoolean();
    String how = step.path("mode").asText().equals("plan") ? "would change" : "changed";
    return step.path("name").asText() + ": " + (differs ? how : "no change needed");
  }

  @SuppressWarnings("unchecked")
  private static List<String> labels(Page page) {
    return (List<String>)
        page.locator(".matrix-step")
            .evaluateAll("steps => steps.map(step => step.getAttribute('aria-label'))");
  }

  private static int done(Page page) {
    return (int) labels(page).stream().filter(it -> DONE.matcher(it).matches()).count();
  }

  /** Of a row of the list; its former saga counts nothing for the new one. */
  private static int done(Locator row) {
    Matcher words = OF_ALL.matcher(row.locator(".progress-words").innerText());
    assertThat(words.matches()).isTrue();
    return Integer.parseInt(words.group(1));
  }
}
