package io.mooring.orchestrator.persistence;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.Dependent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The right to publish the outbox, which one orchestrator has at a time, so that nothing is sent
 * twice or out of order. It is a lock of a database session: when its holder dies or loses the
 * database, the lock is free. Whoever asks uses one thread.
 */
@Dependent
public class PublishingRight {
  private static final Logger LOG = Logger.getLogger(PublishingRight.class);

  /** "mooring" in ASCII; no other lock of the database has this number. */
  private static final long LOCK = 0x6d6f6f72696e67L;

  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final AgroalDataSource database;
  private Optional<Connection> session = Optional.empty();

  PublishingRight(AgroalDataSource database) {
    this.database = database;
  }

  /**
   * Whether it is ours now; it is taken if it is free.
   *
   * @throws DatabaseFault when the database is away
   */
  public boolean isOurs() {
    try {
      if (session.isPresent() && session.get().isValid((int) ANSWER.toSeconds())) {
        return true;
      }
      giveUp();
      session = take();
      session.ifPresent(taken -> LOG.info("This orchestrator publishes the outbox"));
      return session.isPresent();
    } catch (SQLException fault) {
      throw new DatabaseFault(fault);
    }
  }

  /** Leaves it to another orchestrator. */
  public void giveUp() {
    session.ifPresent(PublishingRight::end);
    session = Optional.empty();
  }

  private Optional<Connection> take() throws SQLException {
    Connection connection = database.getConnection();
    try {
      if (ask(connection, "select pg_try_advisory_lock(?)")) {
        return Optional.of(connection);
      }
      connection.close();
      return Optional.empty();
    } catch (SQLException fault) {
      connection.close();
      throw fault;
    }
  }

  private static boolean ask(Connection connection, String question) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(question)) {
      statement.setLong(1, LOCK);
      try (ResultSet answer = statement.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }

  /** The session goes back to the pool, so the lock must not stay with it. */
  private static void end(Connection connection) {
    try (connection) {
      ask(connection, "select pg_advisory_unlock(?)");
    } catch (SQLException gone) {
      LOG.debug("The session that had the right to publish is gone, and with it the lock", gone);
    }
  }
}
