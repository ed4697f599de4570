package io.mooring.orchestrator.notification;

import io.mooring.orchestrator.persistence.StoredEntry;

/** What people are told in a chat: what happened, where, and what they can do. */
final class Wording {
  private Wording() {}

  /** As plain text. */
  static String plain(Topic topic, StoredEntry entry) {
    return what(topic, entry) + "\n" + entry.summary() + "\n" + next(topic, entry.integration());
  }

  /** As Slack writes it: three characters are its own. */
  static String slack(Topic topic, StoredEntry entry) {
    return "*"
        + escaped(what(topic, entry))
        + "*\n"
        + escaped(entry.summary())
        + "\n"
        + escaped(next(topic, entry.integration()));
  }

  /** As Markdown. */
  static String markdown(Topic topic, StoredEntry entry) {
    return "**"
        + what(topic, entry)
        + "**\n"
        + entry.summary().replaceAll("([\\\\`*_{}\\[\\]()#+!|<>~-])", "\\\\$1")
        + "\n"
        + next(topic, entry.integration());
  }

  private static String what(Topic topic, StoredEntry entry) {
    return entry.integration()
        + switch (topic) {
          case INCIDENT ->
              entry.type().equals("saga-quarantined")
                  ? ": a saga is set aside"
                  : ": a saga needs a person";
          case SUCCESS ->
              entry.type().equals("saga-rolled-back")
                  ? ": what a saga changed was taken back"
                  : ": a saga has succeeded";
          case DRIFT -> " has drifted";
        };
  }

  private static String next(Topic topic, String integration) {
    return switch (topic) {
      case INCIDENT -> "What to do: mooring status " + integration;
      case SUCCESS -> "What was done: mooring events " + integration;
      case DRIFT -> "What differs: mooring diff " + integration;
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
