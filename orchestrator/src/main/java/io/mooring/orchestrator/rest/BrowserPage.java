package io.mooring.orchestrator.rest;

/** What a browser shows after it opened a link. */
final class BrowserPage {
  static final String SIGNED_IN =
      page("Signed in", "This browser may use Mooring now.", "<a href=\"/\">Open the page</a>");
  static final String USED_UP =
      page(
          "This link no longer works",
          "A link works once and for a few minutes.",
          "Run <code>mooring open</code> for a new one.");

  private BrowserPage() {}

  private static String page(String title, String text, String next) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head><meta charset="utf-8"><title>Mooring: %s</title></head>
    <body><h1>%s</h1><p>%s</p><p>%s</p></body>
    </html>
    """
        .formatted(title, title, text, next);
  }
}
