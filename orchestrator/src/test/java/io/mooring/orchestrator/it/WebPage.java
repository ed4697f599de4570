package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assumptions.assumeThat;

/** The page, which a build may leave out. */
final class WebPage {
  private WebPage() {}

  /** Skips what needs the page in a build with {@code -Dmooring.webui=false}. */
  static void assumeBuilt() {
    assumeThat(WebPage.class.getResource("/META-INF/resources/index.html"))
        .as("the page, which -Dmooring.webui=false left out")
        .isNotNull();
  }
}
