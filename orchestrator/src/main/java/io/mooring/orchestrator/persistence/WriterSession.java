package io.mooring.orchestrator.persistence;

import io.agroal.api.AgroalDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.Dependent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The database session that writes sagas. It holds a lock that one session has at a time, so who
 * loses the right to write can't write any more either: both end with the session. Whoever asks
 * uses one thread, and no two of its methods at a time.
 */
@Dependent
public class WriterSession {
  private static final Logger LOG = Logger.getLogger(WriterSession.class);

  /** "mooring" in ASCII; no other lock of the database has this number. */
  private static final long LOCK = 0x6d6f6f72696e67L;

  private static final Duration SHOWN_ALIVE = Duration.ofMillis(500);

  /**
   * A holder who shows nothing for so long is frozen or cut off: its session is ended. What it may
   * still do afterwards fails.
   */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(4);

  /**
   * A plan for each set of arrays would cost more than it saves. The one plan must reach rows by
   * their keys, although it is made while the tables are still small. A dead peer is noticed soon.
   */
  private static final String SET_UP =
      """
      set plan_cache_mode = force_generic_plan; set jit = off;
      set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off;
      set tcp_keepalives_idle = 2; set tcp_keepalives_interval = 1; set tcp_keepalives_count = 3
      """;

  private static final String END_SILENT_HOLDER =
      """
      select pg_terminate_backend(a.pid) from pg_locks l join pg_stat_activity a on a.pid = l.pid
       where l.locktype = 'advisory' and l.granted and l.objsubid = 1
         and (l.classid::bigint << 32 | l.objid::bigint) = ?
         and a.datname = current_database() and a.state = 'idle'
         and clock_timestamp() - a.state_change > ? * interval '1 millisecond'
      """;

  private final AgroalDataSource database;
  private final ExecutorService statements =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("mooring-statement").factory());
  private Optional<Connection> session = Optional.empty();
  private long shown;

  WriterSession(AgroalDataSource database) {
    this.database = database;
  }

  /** What became of a write. */
  public enum Written {
    /** It is committed. */
    COMMITTED,
    /** A saga's row has another version than was thought: nothing is written. */
    OUTDATED
  }

  /** Whether the right was held, without asking the database. */
  public boolean isHeld() {
    return session.isPresent();
  }

  /**
   * Takes the right if it is free.
   *
   * @throws DatabaseFault when the database is away
   */
  public boolean take() {
    try {
      Connection connection = database.getConnection();
      try {
        if (ask(connection, "select pg_try_advisory_lock(?)", LOCK)) {
          execute(connection, SET_UP);
          session = Optional.of(connection);
          shown = System.nanoTime();
          return true;
        }
        Sql.query(
            connection,
            END_SILENT_HOLDER,
            row -> row.getBoolean(1),
            LOCK,
            LONGEST_SILENCE.toMillis());
        connection.close();
        return false;
      } catch (SQLException fault) {
        connection.close();
        throw fault;
      }
    } catch (SQLException fault) {
      throw new DatabaseFault(fault);
    }
  }

  /**
   * Shows other orchestrators that this one lives, when it has not written for a while.
   *
   * @throws DatabaseFault when the session is gone, and with it the right
   */
  public void showAlive() {
    if (System.nanoTime() - shown > SHOWN_ALIVE.toNanos()) {
      query("select 1", row -> row.getInt(1));
    }
  }

  /**
   * Writes sagas, all or none, in one round trip.
   *
   * @param meanwhile is done in the caller's thread while the database works; empty is faster for
   *     little, since no other thread has to wake
   * @throws DatabaseFault when the database refuses or is away
   */
  public Written write(Collection<SagaWrite> writes, Instant now, Optional<Runnable> meanwhile) {
    return meanwhile
        .map(task -> besides(task, () -> write(writes, now)))
        .orElseGet(() -> write(writes, now));
  }

  private Written besides(Runnable task, Supplier<Written> write) {
    CompletableFuture<Written> written = CompletableFuture.supplyAsync(write, statements);
    try {
      task.run();
    } finally {
      // Nothing else may use the session before, whatever became of it.
      written.handle((what, fault) -> what).join();
    }
    try {
      return written.join();
    } catch (CompletionException fault) {
      throw fault.getCause() instanceof DatabaseFault known ? known : fault;
    }
  }

  private Written write(Collection<SagaWrite> writes, Instant now) {
    return SagaChanges.written(
        () -> query(SagaChanges.WRITE, row -> row.getInt(1), SagaChanges.write(writes, now)));
  }

  /** Ends the right, also when the session is broken. */
  public void giveUp() {
    session.ifPresent(WriterSession::end);
    session = Optional.empty();
  }

  @PreDestroy
  void close() {
    statements.shutdown();
  }

  <T> List<T> query(String sql, Sql.RowReader<T> reader, Object... parameters) {
    try {
      List<T> rows = Sql.query(session.orElseThrow(), sql, reader, parameters);
      shown = System.nanoTime();
      return rows;
    } catch (SQLException fault) {
      throw new DatabaseFault(fault);
    }
  }

  private static boolean ask(Connection connection, String question, Object... parameters)
      throws SQLException {
    return Sql.query(connection, question, row -> row.getBoolean(1), parameters).getFirst();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The session goes back to the pool, so neither lock nor settings may stay with it. */
  private static void end(Connection connection) {
    try (connection) {
      execute(connection, "reset all");
      ask(connection, "select pg_advisory_unlock(?)", LOCK);
    } catch (SQLException gone) {
      LOG.debug("The session that had the right to write is gone, and with it the lock", gone);
    }
  }
}
