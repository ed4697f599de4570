package io.mooring.lab;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The pages and orders that {@link StrangerST} has no need of: drift, services, events, dead
 * letters, audit, access to the nodes; to leave a step out, to hold a saga, to end it.
 */
@Order(7)
@ExtendWith(StageExtension.class)
class PagesST {
  private static final String CONTROLLER = Lab.CONTROLLERS.get(1);
  private static final String COMPUTE = Lab.COMPUTES.getLast();
  private static final List<String> SERVICES =
      List.of("ceph", "keyring", "libvirt", "openstack-config");

  private final Stage stage;
  private StrangersBrowser browser;
  private Page page;

  PagesST(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void signIn() {
    assumeThat(StrangersBrowser.isPossible(stage.top())).as("a browser, and the page").isTrue();
    stage.needIntegrated();
    browser = new StrangersBrowser(stage.top(), null);
    page = browser.page();
    StrangersBrowser.signIn(page, stage.product());
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void driftIsReadAsADiffAndRepairedFromItsPage() {
    // given a file that somebody has edited
    stage.lab().on(COMPUTE, "sed -i '/^fsid/d' /etc/ceph/ceph.conf");
    to("/integrations/lab");
    browser.order("Verify", "");
    assertThat(standing()).containsText("succeeded");

    // when
    to("/drift");

    // then
    Locator drift = page.getByLabel("Drift of lab");
    assertThat(drift).containsText("1 difference");
    assertThat(drift.getByLabel("Drift on " + COMPUTE).locator(".diff-add").first())
        .containsText("+fsid = ");

    // when
    browser.order("Plan the repair", "");
    assertThat(page.locator(".plan-apply")).containsText(Pattern.compile("p-[0-9a-f]{12}"));
    browser.order("Apply this plan", "");
    assertThat(browser.heading("apply #")).isVisible();
    assertThat(standing()).containsText("succeeded");

    // then
    assertThat(stage.lab().on(COMPUTE, "grep -c ^fsid /etc/ceph/ceph.conf").strip()).isEqualTo("1");
    to("/drift");
    assertThat(page.locator("#main")).containsText("Nothing has drifted");
  }

  @Test
  void aStepIsLeftOutAndASagaIsHeldAndEnded() {
    // given a file that can't be read
    stage.lab().on(CONTROLLER, "echo 'a line without its sign' >> " + FirstRun.GLANCE_CONF);
    Map<String, String> units = new NodeFiles(stage.lab()).units(Lab.CONTROLLERS);
    to("/integrations/lab");
    browser.order("Apply", "");
    Locator trouble = page.locator(".trouble");
    assertThat(trouble).containsText("CONFIGURATION_UNREADABLE");
    trouble.locator(".chip").first().click();

    // when
    browser.order("Skip this step", "its owner is asleep");

    // then the service that runs is not lost to that file
    assertThat(page.getByLabel("configure-glance@" + CONTROLLER + ": skipped").first()).isVisible();
    assertThat(trouble).containsText("is not restarted, because it would not start again");
    assertThat(NodeFiles.differences(units, new NodeFiles(stage.lab()).units(Lab.CONTROLLERS)))
        .isEmpty();

    // when it is mended
    stage.lab().on(CONTROLLER, "sed -i '$ d' " + FirstRun.GLANCE_CONF);
    page.keyboard().press("Escape");
    browser.order("Retry all that failed", "");
    assertThat(standing()).containsText("succeeded");

    // and
    String former = stage.sagas().newest();
    browser.order("Rerun the saga", "");
    page.waitForURL(Pattern.compile("/sagas/(?!" + former + ")"));
    browser.order("Pause the saga", "the storage people are on the phone");

    // then
    assertThat(standing()).containsText("paused");

    // when
    browser.order("Resume the saga", "");
    assertThat(standing()).containsText("running");
    browser.order("Cancel the saga", "not tonight");

    // then
    assertThat(standing()).containsText("cancelled");
    assertThat(stage.sagas().state(stage.sagas().newest())).isEqualTo("cancelled");
    to("/audit?integration=lab");
    assertThat(page.locator("tbody"))
        .containsText(
            Pattern.compile(
                "not tonight.*the storage people are on the phone.*its owner is asleep",
                Pattern.DOTALL));
  }

  @Test
  void anUnknownHostKeyIsTrustedWhereTheDocumentIsWritten() throws IOException {
    // given a node whose key nobody has compared yet
    Path known = stage.product().home().resolve("known_hosts.d/lab");
    Path whole = Files.readSymbolicLink(known);
    Files.delete(known);
    Files.write(
        known,
        Files.readAllLines(whole).stream()
            .filter(line -> !line.startsWith(COMPUTE + ","))
            .toList());
    // A key is compared when a connection is made, so the present one has to end.
    stage.lab().on(COMPUTE, "pkill -f '^sshd: ops' || true");
    try {
      to("/integrations/lab/edit");
      assertThat(page.locator(".editor-check")).containsText("The document is valid.");

      // when
      browser.press("Save and test access");

      // then
      Locator access = page.getByLabel("Access to the nodes");
      assertThat(access).containsText(COMPUTE);
      assertThat(access).containsText("HOST_KEY_UNKNOWN");
      assertThat(access).containsText(fingerprint());

      // when
      access.getByRole(AriaRole.RADIO).first().check();
      access.getByRole(AriaRole.TEXTBOX).fill("read from its console");
      browser.press("Decide: trust");

      // then
      assertThat(access).containsText("6 of 6 nodes were reached");
    } finally {
      Files.delete(known);
      Files.createSymbolicLink(known, whole);
    }
  }

  @Test
  void servicesAndWhatTheySayAreSeenAndALetterThatNobodyReadsIsDiscarded() {
    // given
    to("/services");
    Locator rows = page.locator("tbody tr");
    for (String service : SERVICES) {
      Locator row = rows.filter(new Locator.FilterOptions().setHasText("mooring-" + service));
      assertThat(row).containsText("1 of at most");
      assertThat(row).containsText("idle");
    }
    assertThat(rows.filter(new Locator.FilterOptions().setHasText("orchestrator")).first())
        .containsText("keeps up");

    // when
    to("/events?type=saga-succeeded");
    assertThat(page.locator(".entry").first()).containsText("lab");
    browser.press("Pause");
    assertThat(page.locator(".page-head")).containsText("paused");

    // given
    sayNonsense();
    to("/dead-letters");
    page.locator(".letter-head").first().click();
    assertThat(page.locator(".letter-body")).containsText("mooring.step.events.v1");

    // when
    browser.order("Discard", "a test of the switch");

    // then
    assertThat(page.locator(".letter-body")).containsText("a test of the switch");
    to("/audit");
    assertThat(page.locator("tbody tr").first()).containsText("a test of the switch");
  }

  private void to(String path) {
    page.navigate(stage.product().url() + path);
  }

  private Locator standing() {
    return page.locator(".standing");
  }

  private String fingerprint() {
    return stage
        .lab()
        .on(COMPUTE, "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub | cut -d' ' -f2")
        .strip();
  }

  private void sayNonsense() {
    Map<String, Object> broker = Map.of("bootstrap.servers", stage.product().brokerAddress());
    try (var producer =
        new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>("mooring.step.events.v1", new byte[] {1, 2, 3}));
    }
  }
}
