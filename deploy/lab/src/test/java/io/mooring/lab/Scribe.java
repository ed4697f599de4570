package io.mooring.lab;

/**
 * Stands before a program on a node and writes down how it is called. Once it ends the script that
 * calls it, with all that belongs to it, as a power cut in the middle of that script would.
 */
final class Scribe implements AutoCloseable {
  private static final String INSTALL =
      """
      mkdir -p /run/scribe && : > /run/scribe/%1$s.calls && rm -rf /run/scribe/%1$s.struck
      cat > /usr/local/sbin/%1$s <<'EOF'
      #!/bin/sh
      printf '%%s\\n' "$*" >> /run/scribe/%1$s.calls
      case "$*" in
      *"%2$s"*)
        if mkdir /run/scribe/%1$s.struck 2>/dev/null; then
          %3$s
          kill -9 0
        fi
        ;;
      esac
      exec /usr/bin/%1$s "$@"
      EOF
      chmod 755 /usr/local/sbin/%1$s
      """;

  private static final String NEVER = "this is never an argument";

  private final Lab lab;
  private final String node;
  private final String program;

  private Scribe(Lab lab, String node, String program, String fatal, String first) {
    this.lab = lab;
    this.node = node;
    this.program = program;
    lab.on(node, INSTALL.formatted(program, fatal, first));
  }

  /** Only writes down. */
  static Scribe of(Lab lab, String node, String program) {
    return new Scribe(lab, node, program, NEVER, ":");
  }

  /** Ends the script that is about to call the program so. */
  static Scribe endingBefore(Lab lab, String node, String program, String fatal) {
    return new Scribe(lab, node, program, fatal, ":");
  }

  /** Ends the script that has just called the program so. */
  static Scribe endingAfter(Lab lab, String node, String program, String fatal) {
    return new Scribe(lab, node, program, fatal, "/usr/bin/" + program + " \"$@\" >/dev/null");
  }

  /** How often the program was called with these words among its arguments. */
  long calls(String words) {
    return lab.on(node, "cat /run/scribe/" + program + ".calls")
        .lines()
        .filter(call -> call.contains(words))
        .count();
  }

  /** Whether it has ended a script. */
  boolean hasStruck() {
    return lab.on(node, "ls /run/scribe").contains(program + ".struck");
  }

  @Override
  public void close() {
    lab.on(node, "rm -rf /usr/local/sbin/%1$s /run/scribe/%1$s.*".formatted(program));
  }
}
