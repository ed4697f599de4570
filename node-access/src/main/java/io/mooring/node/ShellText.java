package io.mooring.node;

/** The shell scripts that are part of this module, without their comments. */
final class ShellText {
  static final String RUN = load("run.sh");
  static final String CHANGE = load("fence.sh") + load("change.sh");
  static final String LOOK = load("fence.sh") + load("look.sh");
  static final String LIMIT = load("limit.sh");
  static final String RELAY = load("relay.sh");
  static final String STAT = load("files.sh") + load("stat.sh");
  static final String READ = load("files.sh") + load("read.sh");
  static final String WRITE = load("files.sh") + load("replace.sh") + load("write.sh");
  static final String RESTORE =
      load("files.sh") + load("replace.sh") + load("journal.sh") + load("restore.sh");
  static final String AUTHORSHIP = load("files.sh") + load("journal.sh") + load("authorship.sh");

  private ShellText() {}

  private static String load(String name) {
    return Script.resource(ShellText.class, name);
  }
}
