package io.mooring.node;

import io.mooring.contracts.NodeAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.connection.channel.direct.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that is logged in. It is closed when it is retired and nobody uses it any more.
 */
final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final int OPEN_TRIES = 6;
  private final SSHClient client;
  private final Runnable afterwards;
  private final Semaphore channels;
  private int users;
  private boolean retired;
  private boolean closed;
  private volatile boolean forwards = true;
  private long unusedSince = System.nanoTime();

  /**
   * A connection.
   *
   * @param afterwards what to do when it has been closed
   */
  Connection(SSHClient client, int maximumChannels, Runnable afterwards) {
    this.client = client;
    this.channels = new Semaphore(maximumChannels);
    this.afterwards = afterwards;
  }

  /** Takes the connection into use; false when it is broken or retired. */
  synchronized boolean take() {
    if (retired || !alive()) {
      retire();
      return false;
    }
    users++;
    return true;
  }

  /** Ends one use. */
  synchronized void give() {
    users--;
    unusedSince = System.nanoTime();
    closeIfDone();
  }

  /** Lets nobody take it any more. */
  synchronized void retire() {
    retired = true;
    closeIfDone();
  }

  /** Retires it if nobody has used it for this long; says whether it is retired. */
  synchronized boolean retireIfUnused(Duration span) {
    boolean unused = users == 0 && System.nanoTime() - unusedSince >= span.toNanos();
    if (unused || !alive()) {
      retire();
    }
    return retired;
  }

  private boolean alive() {
    return client.isConnected() && client.isAuthenticated() && client.getTransport().isRunning();
  }

  private void closeIfDone() {
    if (retired && users == 0 && !closed) {
      closed = true;
      Closing.quietly(client);
      afterwards.run();
    }
  }

  /** The client, for a connection through this one. */
  SSHClient client() {
    return client;
  }

  /**
   * Opens a TCP connection from the node: sshd makes it, or where sshd may not, a relay that runs
   * on the node.
   */
  Carried open(String host, int port) throws IOException {
    if (forwards) {
      try {
        DirectConnection direct = client.newDirectConnection(host, port);
        return new Carried(direct.getInputStream(), direct.getOutputStream(), direct);
      } catch (OpenFailException refused) {
        if (refused.getReason() != OpenFailException.Reason.ADMINISTRATIVELY_PROHIBITED) {
          throw refused;
        }
        forwards = false;
        LOG.warn(
            "sshd of {} forwards no connections (AllowTcpForwarding or PermitOpen), so a relay on"
                + " the node makes them",
            client.getRemoteHostname());
      }
    }
    Session session = client.startSession();
    Session.Command relay =
        session.exec(
            "exec "
                + ShellWord.line(
                    List.of("bash", "-c", ShellText.RELAY, "relay", host, Integer.toString(port))));
    return new Carried(relay.getInputStream(), relay.getOutputStream(), session);
  }

  /**
   * Runs a command line.
   *
   * @throws NotSent when nothing of it was sent
   * @throws OutcomeUnknown when it was sent and its end was not seen
   */
  Ending run(NodeAddress address, String line, Stdin stdin, Duration limit, int outputLimit)
      throws NotSent {
    takeChannel();
    try {
      return new Execution(address, start(), limit, outputLimit, this::retire).run(line, stdin);
    } finally {
      channels.release();
    }
  }

  private void takeChannel() throws NotSent {
    try {
      if (!channels.tryAcquire(10, TimeUnit.MINUTES)) {
        throw new NotSent("all channels are in use", false);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new NotSent("we are being stopped", false);
    }
  }

  private Session start() throws NotSent {
    for (int attempt = 1; ; attempt++) {
      try {
        return client.startSession();
      } catch (OpenFailException full) {
        // sshd allows MaxSessions at once, and somebody else may share the connection's account.
        if (attempt == OPEN_TRIES) {
          throw new NotSent("sshd opens no session: " + SshConnector.reason(full), false);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(25L << attempt));
      } catch (IOException broken) {
        retire();
        throw new NotSent(SshConnector.reason(broken), true);
      }
    }
  }

  /** A command line was not sent. */
  static final class NotSent extends Exception {
    private final boolean broken;

    NotSent(String message, boolean broken) {
      super(message, null, false, false);
      this.broken = broken;
    }

    /** Whether the connection is broken, so that another one may do. */
    boolean broken() {
      return broken;
    }
  }
}
