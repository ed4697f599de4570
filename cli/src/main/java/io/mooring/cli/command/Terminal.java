package io.mooring.cli.command;

import io.mooring.cli.view.Glyphs;
import io.mooring.cli.view.Line;
import io.mooring.cli.view.LiveView;
import io.mooring.cli.view.Style;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where the command runs.
 *
 * @param in standard input
 * @param out standard output: what was asked for
 * @param err standard error: what goes on, and what is wrong
 * @param environment environment variables
 * @param interactive whether people read the standard output as it comes
 * @param answered whether a person can be asked
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean interactive,
    boolean answered) {
  private static final LiveView.Size USUAL = new LiveView.Size(100, 40);

  /** To ask a terminal for its size costs time, and what is no longer fits everywhere. */
  private static final int NARROW = 60;

  /** The terminal of this process. */
  public static Terminal ofProcess() {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    boolean read = isTerminal(1);
    return new Terminal(System.in, out, err, System.getenv(), read, read && isTerminal(0));
  }

  /** Signs that this terminal can show. */
  public Glyphs glyphs() {
    return unicode() ? Glyphs.UNICODE : Glyphs.ASCII;
  }

  /** Whether colours are wanted here, apart from what the command line says. */
  public boolean coloured() {
    return interactive
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** Whether a picture can be drawn over in place. */
  public boolean redrawable() {
    return interactive && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** Its size now. */
  public LiveView.Size size() {
    LiveView.Size size = interactive ? measured() : USUAL;
    return new LiveView.Size(number("COLUMNS", size.columns()), number("LINES", size.rows()));
  }

  /** Asks a person for one line; empty when there is none. */
  public String ask(String question) {
    err.print(question);
    err.flush();
    StringBuilder line = new StringBuilder();
    try {
      for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        line.append((char) c);
      }
    } catch (IOException gone) {
      return "";
    }
    return line.toString().strip();
  }

  /** Prints lines to the standard output, never cut. */
  public void print(List<Line> lines, boolean coloured) {
    lines.forEach(line -> out.println(line.text(coloured, Integer.MAX_VALUE)));
    out.flush();
  }

  /** Tells something beside the output; on a terminal its lines end between words. */
  public void tell(String text) {
    Line line = Line.of(Style.PLAIN, text);
    int columns = interactive && line.width() > NARROW ? size().columns() : Integer.MAX_VALUE;
    line.folded(columns, 0).forEach(it -> err.println(it.plain()));
  }

  private boolean unicode() {
    return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .map(value -> value.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8"))
        .orElse(false);
  }

  private int number(String variable, int otherwise) {
    String text = environment.getOrDefault(variable, "");
    return text.matches("[1-9]\\d{1,3}") ? Integer.parseInt(text) : otherwise;
  }

  private static LiveView.Size measured() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      String[] numbers = answer.strip().split(" ");
      int rows = Integer.parseInt(numbers[0]);
      int columns = Integer.parseInt(numbers[1]);
      return rows > 0 && columns > 0 ? new LiveView.Size(columns, rows) : USUAL;
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return USUAL;
    }
  }

  /** Asks the kernel first, for a process costs time; {@code test} knows it everywhere else. */
  private static boolean isTerminal(int descriptor) {
    try {
      Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
      return target.startsWith("/dev/pts")
          || target.startsWith("/dev/console")
          || target.toString().startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return testSaysTerminal(descriptor);
    }
  }

  private static boolean testSaysTerminal(int descriptor) {
    try {
      return new ProcessBuilder("test", "-t", Integer.toString(descriptor))
              .inheritIO()
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
