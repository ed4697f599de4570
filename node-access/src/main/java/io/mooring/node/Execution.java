package io.mooring.node;

import io.mooring.contracts.NodeAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.connection.channel.direct.Session;

/** One command line on one channel: feeds it, drains both outputs, waits for its end. */
final class Execution {
  private static final int BLOCK = 32 * 1024;
  private final NodeAddress address;
  private final Session session;
  private final Duration limit;
  private final int outputLimit;
  private final Runnable whenStuck;

  /**
   * An execution.
   *
   * @param whenStuck called when the command did not end in time, since its channel may stay open
   */
  Execution(
      NodeAddress address, Session session, Duration limit, int outputLimit, Runnable whenStuck) {
    this.address = address;
    this.session = session;
    this.limit = limit;
    this.outputLimit = outputLimit;
    this.whenStuck = whenStuck;
  }

  Ending run(String line, Stdin stdin) {
    boolean ended = false;
    try {
      Session.Command command = session.exec(line);
      CappedBytes output = new CappedBytes(outputLimit);
      CappedBytes errors = new CappedBytes(outputLimit);
      Thread outputs = drain(command.getInputStream(), output);
      Thread problems = drain(command.getErrorStream(), errors);
      feed(command.getOutputStream(), stdin);
      command.join(limit.toMillis(), TimeUnit.MILLISECONDS);
      ended = true;
      outputs.join();
      problems.join();
      return new Ending(
          command.getExitStatus(),
          output.bytes(),
          errors.bytes(),
          output.truncated() || errors.truncated());
    } catch (IOException lost) {
      throw new OutcomeUnknown(
          session.isOpen()
              ? "No answer from %s within %d s.".formatted(where(), limit.toSeconds())
              : "The connection to %s was lost while it worked: %s."
                  .formatted(where(), SshConnector.reason(lost)));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new OutcomeUnknown("We were stopped while %s worked.".formatted(where()));
    } finally {
      if (!ended) {
        whenStuck.run();
      }
      Closing.quietly(session);
    }
  }

  private String where() {
    return SshConnector.where(address);
  }

  private Thread drain(InputStream stream, CappedBytes bytes) {
    return Thread.ofVirtual()
        .name("drain-" + address.name())
        .start(
            () -> {
              byte[] block = new byte[BLOCK];
              try {
                for (int count = stream.read(block); count >= 0; count = stream.read(block)) {
                  bytes.add(block, count);
                }
              } catch (IOException ended) {
                // The end of the channel tells the same.
              }
            });
  }

  private void feed(OutputStream stream, Stdin stdin) throws IOException {
    byte[] bytes =
        switch (stdin) {
          case Stdin.None() -> new byte[0];
          case Stdin.Open(byte[] open) -> open;
          case Stdin.Hidden(Secret secret) -> secret.reveal();
        };
    if (bytes.length == 0) {
      stream.close();
      return;
    }
    // A command that does not read must not hold us: its window may be full for ever.
    Thread.ofVirtual()
        .name("feed-" + address.name())
        .start(
            () -> {
              try (stream) {
                stream.write(bytes);
              } catch (IOException closed) {
                // The command ended without reading all of it; its status tells what that means.
              } finally {
                if (stdin instanceof Stdin.Hidden) {
                  Arrays.fill(bytes, (byte) 0);
                }
              }
            });
  }
}
