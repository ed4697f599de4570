package io.mooring.lab;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Debian's Chromium with one page, driven by the page's own playwright-core on this machine's
 * Node.js. Pictures of it are kept only when they are asked for.
 */
final class StrangersBrowser implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final double PATIENCE_MILLIS = 120_000;

  /** How long the command may take for a link that signs in. */
  private static final Duration LINK = Duration.ofMinutes(1);

  private static final int WIDTH = 1100;
  private static final int HEIGHT = 760;
  private static final int QUALITY = 70;

  private final Playwright playwright;
  private final Browser browser;
  private final BrowserContext context;
  private final Page page;
  private final Path pictures;

  /**
   * A browser that nobody has signed in.
   *
   * @param top the repository
   * @param pictures where pictures are kept; null: they are not
   */
  StrangersBrowser(Path top, Path pictures) {
    this.pictures = pictures;
    System.setProperty("playwright.cli.dir", driver(top).toString());
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        "node",
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(PROGRAM)
                    .setArgs(List.of("--font-render-hinting=none")));
    context = somebody();
    page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
  }

  /** Whether this machine has what it takes, and the page was built. */
  static boolean isPossible(Path top) {
    return Files.exists(PROGRAM) && Files.exists(packages(top).resolve("playwright-core"));
  }

  Page page() {
    return page;
  }

  /** A page of somebody else: with cookies of their own. */
  Page another() {
    Page other = somebody().newPage();
    other.setDefaultTimeout(PATIENCE_MILLIS);
    return other;
  }

  private BrowserContext somebody() {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setViewportSize(WIDTH, HEIGHT)
            .setReducedMotion(ReducedMotion.REDUCE)
            .setTimezoneId("Europe/Berlin")
            .setLocale("en-GB"));
  }

  /**
   * Goes where {@code mooring open} leads, and waits until the page stands: a link that signs in
   * leads to a second address, which would interrupt whoever went on at once.
   */
  static void signIn(Page page, Product product) {
    page.navigate(product.command(LINK, "open").answer());
    PlaywrightAssertions.assertThat(page.locator(".live")).hasText("live");
  }

  /** The heading of a whole page. */
  Locator heading(String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1));
  }

  /** Presses the button of that name, wherever on the page it is. */
  void press(String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .first()
        .click();
  }

  /**
   * Presses a button, reads what it will do, gives the reason where one is asked for, and does it.
   */
  void order(String name, String why) {
    press(name);
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    if (!why.isEmpty()) {
      dialog.getByRole(AriaRole.TEXTBOX).fill(why);
    }
    picture("order-" + name.toLowerCase().replace(' ', '-'));
    dialog
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  /** Keeps a picture of what is in sight, if pictures are wanted. */
  void picture(String name) {
    if (pictures != null) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(pictures.resolve(name + ".jpg"))
              .setType(ScreenshotType.JPEG)
              .setQuality(QUALITY));
    }
  }

  @Override
  public void close() {
    context.close();
    browser.close();
    playwright.close();
  }

  private static Path packages(Path top) {
    return top.resolve("orchestrator/src/main/webui/node_modules");
  }

  /** The folder as the Java client expects its driver: the package, and Node.js beside it. */
  private static Path driver(Path top) {
    try {
      Path driver = top.resolve("deploy/lab/target/playwright");
      Files.createDirectories(driver);
      Path link = driver.resolve("package");
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, packages(top).resolve("playwright-core"));
      return driver;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
