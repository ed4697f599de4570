package io.mooring.node;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.NodeAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;

/** Nodes over SSH, with one connection to each place and account for as long as it is used. */
public final class SshNodes implements Nodes, AutoCloseable {
  private final NodeAccessSettings settings;
  private final Runnable changed;
  private final SshConnector connector;
  private final Map<Place, CompletableFuture<Connection>> connections = new ConcurrentHashMap<>();
  private final Semaphore open;
  private final Semaphore connecting;
  private final ScheduledExecutorService sweeper;
  private volatile boolean closed;

  /** Nodes that are reached as the settings say. Nothing is connected yet. */
  public SshNodes(NodeAccessSettings settings) {
    this(settings, () -> {});
  }

  /**
   * The same.
   *
   * @param changed is run when a node has carried out what may change it, before anybody is told
   */
  public SshNodes(NodeAccessSettings settings, Runnable changed) {
    this.settings = settings;
    this.changed = changed;
    this.connector = new SshConnector(settings);
    this.open = new Semaphore(settings.maximumConnections());
    this.connecting = new Semaphore(settings.maximumConnecting());
    this.sweeper =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("idle-connections").factory());
    long period = Math.max(100, settings.idle().toMillis() / 4);
    sweeper.scheduleWithFixedDelay(
        () -> sweep(settings.idle()), period, period, TimeUnit.MILLISECONDS);
  }

  @Override
  public NodeSession session(NodeAddress address) {
    return new SshNodeSession(address, this, settings);
  }

  @Override
  public void close() {
    closed = true;
    sweeper.shutdownNow();
    connections
        .values()
        .forEach(
            future -> {
              if (future.isDone() && !future.isCompletedExceptionally()) {
                Connection connection = future.join();
                connection.retire();
                Closing.now(connection.client());
              }
            });
    connections.clear();
  }

  /** A node has carried out what may change it. */
  void changed() {
    changed.run();
  }

  /** A connection that is taken into use; the caller gives it back. */
  Connection take(NodeAddress address) {
    Place place = Place.of(address);
    while (true) {
      if (closed) {
        throw SshConnector.unreachable(address, "we are being stopped");
      }
      CompletableFuture<Connection> mine = new CompletableFuture<>();
      CompletableFuture<Connection> found = connections.putIfAbsent(place, mine);
      if (found == null) {
        return connect(address, place, mine);
      }
      Connection connection = join(found);
      if (connection.take()) {
        return connection;
      }
      connections.remove(place, found);
    }
  }

  private Connection connect(NodeAddress address, Place place, CompletableFuture<Connection> mine) {
    try {
      Connection connection = connect(address);
      connection.take();
      mine.complete(connection);
      return connection;
    } catch (RuntimeException failed) {
      connections.remove(place, mine);
      mine.completeExceptionally(failed);
      throw failed;
    }
  }

  private Connection connect(NodeAddress address) {
    Connection jump = address.via() == null ? null : take(address.via());
    boolean opened = false;
    try {
      acquire(open, address, "as many connections as allowed are open and in use");
      try {
        acquire(connecting, address, "too many connections are in the making");
        try {
          SSHClient client = connector.connect(address, jump == null ? null : jump.client());
          opened = true;
          return new Connection(client, settings.maximumChannels(), () -> release(jump));
        } finally {
          connecting.release();
        }
      } finally {
        if (!opened) {
          open.release();
        }
      }
    } finally {
      if (!opened && jump != null) {
        jump.give();
      }
    }
  }

  private void release(Connection jump) {
    open.release();
    if (jump != null) {
      jump.give();
    }
  }

  private void acquire(Semaphore permits, NodeAddress address, String otherwise) {
    try {
      if (permits.tryAcquire()) {
        return;
      }
      sweep(Duration.ZERO);
      if (!permits.tryAcquire(1, TimeUnit.MINUTES)) {
        throw new NodeFailure(
            ErrorCode.NODE_BUSY,
            "No connection to %s is made: %s.".formatted(SshConnector.where(address), otherwise));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw SshConnector.unreachable(address, "we are being stopped");
    }
  }

  private void sweep(Duration unused) {
    connections.forEach(
        (place, future) -> {
          if (future.isDone()
              && !future.isCompletedExceptionally()
              && future.join().retireIfUnused(unused)) {
            connections.remove(place, future);
          }
        });
  }

  private static Connection join(CompletableFuture<Connection> future) {
    try {
      return future.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }

  /** What makes two addresses share a connection. */
  private record Place(
      String host,
      int port,
      String user,
      String credential,
      boolean allowSha1,
      Set<String> trusted,
      Place via) {
    static Place of(NodeAddress address) {
      return new Place(
          address.host(),
          address.port(),
          address.user().value(),
          address.credential().value(),
          address.allowSha1(),
          TrustedHostKeys.of(address.name()),
          address.via() == null ? null : of(address.via()));
    }
  }
}
