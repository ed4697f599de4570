package io.mooring.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the JDK can't tell a process. */
enum Signal {
  /** Stand still. */
  STOP,
  /** Go on. */
  CONT;

  /** Sends it to a process and to all that it has started. */
  void to(ProcessHandle process) {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name()));
    Stream.concat(Stream.of(process), process.descendants())
        .forEach(handle -> command.add(String.valueOf(handle.pid())));
    try {
      int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException(command + " ended with " + exit);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending a signal", interruption);
    }
  }
}
