package io.mooring.orchestrator.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks at a page as people do: by day and by night, on a wide and on a narrow screen. Each look is
 * a picture in {@code target/screenshots}, and is checked for what keeps people from reading it.
 */
final class Lights {
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final int HEIGHT = 900;
  private static final String VIOLATIONS =
      """
      async () => (await axe.run(document, {resultTypes: ['violations']})).violations.flatMap(
        violation => violation.nodes.map(node =>
          violation.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary))
      """;

  /** The list is full, and each row begins where the one above it ends. */
  private static final String ROWS_STAND_CLOSE =
      """
      () => {
        const list = document.querySelector('.entries')?.getBoundingClientRect();
        const rows = [...document.querySelectorAll('.entry')]
          .map(row => row.getBoundingClientRect())
          .sort((one, other) => one.top - other.top);
        return list === undefined || rows.length > 0 && rows[0].top <= list.top + 1
          && rows.at(-1).bottom >= list.bottom - 1
          && rows.every((row, i) => i === 0 || Math.abs(row.top - rows[i - 1].bottom) < 1);
      }
      """;

  private static final String NEXT_PICTURE =
      "() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))";

  private final Page page;
  private final String base;

  private enum Light {
    DAY(ColorScheme.LIGHT, 1440),
    NIGHT(ColorScheme.DARK, 1440),
    DAY_NARROW(ColorScheme.LIGHT, 390),
    NIGHT_NARROW(ColorScheme.DARK, 390);

    private final ColorScheme scheme;
    private final int width;

    Light(ColorScheme scheme, int width) {
      this.scheme = scheme;
      this.width = width;
    }
  }

  Lights(Page page, String base) {
    this.page = page;
    this.base = base;
    page.context().addInitScript(Chromium.axe());
  }

  /** Looks at an address, whose page has that heading. */
  void look(String name, String path, String heading) {
    page.navigate(base + path.substring(1));
    assertThat(
            page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(heading)).first())
        .isVisible();
    assertThat(page.locator("[aria-busy=true]")).hasCount(0);
    assertThat(page.locator(".live")).hasText("live");
    look(name);
  }

  /** Looks at what is shown now. */
  void look(String name) {
    for (Light light : Light.values()) {
      page.emulateMedia(
          new Page.EmulateMediaOptions()
              .setColorScheme(light.scheme)
              .setReducedMotion(ReducedMotion.REDUCE));
      page.setViewportSize(light.width, HEIGHT);
      awaitRows(page);
      page.evaluate(NEXT_PICTURE);
      String seen = name + "-" + light.width + "-" + light.scheme.name().toLowerCase();
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(PICTURES.resolve(seen + ".png"))
              .setAnimations(ScreenshotAnimations.DISABLED)
              .setFullPage(true));
      assertThat(overflow()).as("pixels that stand out at the side of %s", seen).isZero();
      if (light != Light.NIGHT_NARROW) {
        assertThat(violations()).as(seen).isEmpty();
      }
    }
  }

  /** Where there is a list of what happened. */
  static void awaitRows(Page page) {
    page.waitForFunction(ROWS_STAND_CLOSE);
  }

  private int overflow() {
    return (int)
        page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  @SuppressWarnings("unchecked")
  private List<String> violations() {
    return (List<String>) page.evaluate(VIOLATIONS);
  }
}
