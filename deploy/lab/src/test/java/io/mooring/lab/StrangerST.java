package io.mooring.lab;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Somebody who has only the page: watches, breaks a node, understands what is wrong, mends it, adds
 * a compute and takes it back. {@code -Dmooring.pictures=true} makes the pictures of the docs anew.
 */
@Order(7)
@ExtendWith(StageExtension.class)
class StrangerST {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String BROKEN = Lab.COMPUTES.getLast();
  private static final String NEW = Stage.ADDED.getFirst();

  /** By default a node that can't be reached is tried for two minutes. */
  private static final String IMPATIENT = "retry: {attempts: 2, firstDelay: 1s}\n";

  private final Stage stage;

  StrangerST(Stage stage) {
    this.stage = stage;
  }

  @Test
  void thePageAloneTellsWhatIsWrongAndWhatEachButtonWillDo() {
    // given
    assumeThat(StrangersBrowser.isPossible(stage.top())).as("a browser, and the page").isTrue();
    stage.needIntegrated();
    stage.lab().verb("add-computes", "1");
    String impatient = stage.documents().text("stranger", IMPATIENT).toString();
    stage.product().command(FirstRun.LONGEST_RUN, "plan", "-f", impatient).succeeded();
    Path pictures =
        Boolean.getBoolean("mooring.pictures") ? stage.top().resolve("docs/how-to/pictures") : null;
    try (StrangersBrowser browser = new StrangersBrowser(stage.top(), pictures)) {
      Page page = browser.page();
      StrangersBrowser.signIn(page, stage.product());
      link(page, "lab").click();
      assertThat(page.locator(".live")).hasText("live");

      follow(browser);
      String saga = breakANode(browser);
      mend(browser, saga);
      String apply = addACompute(browser);
      takeItBack(browser, apply);
    }
  }

  /** A verification, from its first step to its last, without a reload. */
  private void follow(StrangersBrowser browser) {
    Page page = browser.page();
    browser.order("Verify", "");
    assertThat(browser.heading("verify #")).isVisible();
    assertThat(page.locator(".standing")).containsText("running");
    assertThat(page.locator(".entry").first()).isVisible();
    browser.picture("follow");
    assertThat(page.locator(".standing")).containsText("succeeded");
    link(page, "lab").click();
  }

  /** The text of the incident, as somebody reads it who has nothing but the page. */
  private String breakANode(StrangersBrowser browser) {
    Page page = browser.page();
    stage.lab().verb("stop", BROKEN);
    browser.order("Apply", "");
    Locator trouble = page.locator(".trouble");
    assertThat(trouble).containsText("NODE_UNREACHABLE");
    assertThat(page.locator(".standing")).containsText("needs you");
    assertThat(trouble).containsText("needs you");
    assertThat(trouble).containsText(BROKEN + " (" + Lab.address(BROKEN) + " port 22)");
    assertThat(trouble).containsText("What to do: Check that the node is up");
    browser.picture("incident");
    trouble.locator(".chip").first().click();
    Locator drawer = page.locator(".drawer");
    assertThat(drawer).containsText("check node on " + BROKEN);
    assertThat(drawer).containsText("attempt");
    browser.picture("incident-step");
    page.keyboard().press("Escape");
    String saga = stage.sagas().newest();
    String status = stage.product().command(PATIENCE, "status", "lab").text();
    assertThat(status).as("the terminal says the same").contains("NODE_UNREACHABLE", BROKEN);
    return saga;
  }

  private void mend(StrangersBrowser browser, String saga) {
    Page page = browser.page();
    stage.lab().verb("start", BROKEN);
    browser.order("Retry all that failed", "it was switched off");
    assertThat(page.locator(".standing")).containsText("succeeded");
    assertThat(page.locator(".trouble")).hasCount(0);
    browser.picture("mended");
    assertThat(stage.sagas().newest()).as("the same saga").isEqualTo(saga);
    assertThat(stage.sagas().state(saga)).isEqualTo("succeeded");
    assertThat(stage.sagas().history(saga).toString()).contains("it was switched off");
  }

  private String addACompute(StrangersBrowser browser) {
    Page page = browser.page();
    link(page, "lab").click();
    browser.press("Edit");
    Locator text = page.getByLabel("The document as YAML");
    assertThat(text).hasValue(Pattern.compile("name: lab"));
    text.fill(withNew(text.inputValue()));
    assertThat(page.locator(".editor-check")).containsText("The document is valid.");
    browser.picture("edit");
    browser.press("Save and plan");
    assertThat(browser.heading("plan #")).isVisible();
    assertThat(page.locator(".plan-apply")).containsText(Pattern.compile("p-[0-9a-f]{12}"));
    Locator changes = page.getByLabel("Changes on " + NEW);
    assertThat(changes.getByText("/etc/ceph/ceph.conf", exactly()).first()).isVisible();
    assertThat(changes.locator(".diff-add").first()).isVisible();
    assertThat(page.getByLabel("Changes on " + BROKEN)).hasCount(0);
    browser.picture("plan");
    browser.order("Apply this plan", "");
    assertThat(browser.heading("apply #")).isVisible();
    assertThat(page.locator(".standing")).containsText("succeeded");
    browser.picture("applied");
    new LibvirtSecrets(stage.lab())
        .requireSameOnAll(
            List.of(Lab.COMPUTES.getFirst(), NEW), new Ceph(stage.lab()).key("client.cinder"));
    return stage.sagas().newest();
  }

  private void takeItBack(StrangersBrowser browser, String apply) {
    Page page = browser.page();
    browser.order("Roll back the saga", "the compute is needed elsewhere");
    assertThat(browser.heading("rollback #")).isVisible();
    assertThat(page.locator(".standing")).containsText("succeeded");
    browser.picture("rolled-back");
    assertThat(new LibvirtSecrets(stage.lab()).none(NEW)).as("no secret on %s", NEW).isTrue();
    assertThat(stage.lab().cephFiles(NEW)).doesNotContain("keyring", "ceph.conf");
    new LibvirtSecrets(stage.lab())
        .requireSameOnAll(Lab.COMPUTES, new Ceph(stage.lab()).key("client.cinder"));
    await("the apply is known as taken back")
        .atMost(PATIENCE)
        .until(() -> stage.sagas().state(apply).equals("rolled-back"));
  }

  /** The document with one more compute, behind the last. */
  private static String withNew(String document) {
    String line =
        document
            .lines()
            .filter(it -> it.strip().startsWith(BROKEN))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + BROKEN + " in " + document));
    return document.replace(
        line,
        line + "\n" + line.replace(BROKEN, NEW).replace(Lab.address(BROKEN), Lab.address(NEW)));
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
        .first();
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }
}
