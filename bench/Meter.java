import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What the processes used, and what the rows say; asking the API would be work for it. */
final class Meter implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Connection database;
  private final Map<String, ProcessHandle> processes = new LinkedHashMap<>();

  Meter(String port, Path password, List<String> named) throws IOException, SQLException {
    database =
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + port + "/mooring?currentSchema=mooring",
            "mooring",
            Files.readString(password).strip());
    for (String process : named) {
      String[] parts = process.split("=");
      processes.put(parts[0], ProcessHandle.of(Long.parseLong(parts[1])).orElseThrow());
    }
    processes.put("client", ProcessHandle.current());
  }

  /** Sagas that have ended. */
  record Done(int steps, Instant ended) {}

  /** What each process has used so far, in hundredths of a second; with its children. */
  record Cpu(Map<String, Long> ticks) {
    /** In microseconds a step, each and all. */
    String since(Cpu former, int steps) {
      StringBuilder text = new StringBuilder();
      long all = 0;
      for (Map.Entry<String, Long> used : ticks.entrySet()) {
        long micros = (used.getValue() - former.ticks.get(used.getKey())) * 10_000 / steps;
        text.append(" %s %d".formatted(used.getKey(), micros));
        all += micros;
      }
      return text.append(", in all ").append(all).toString();
    }
  }

  Cpu cpu() {
    Map<String, Long> used = new LinkedHashMap<>();
    processes.forEach((name, process) -> used.put(name, ticks(process)));
    return new Cpu(used);
  }

  /**
   * Waits until no saga runs any more; tells of those that were made since. Each look is work for
   * the database that is measured, so there is a pause between them.
   */
  Done await(Instant since, Duration pause) throws SQLException {
    long limit = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < limit) {
      LockSupport.parkNanos(pause.toNanos());
      if (number(
              "select count(*) from saga where created_at >= ? and state in ('CREATED', 'RUNNING')",
              since)
          == 0) {
        return done(since);
      }
    }
    throw new IllegalStateException("sagas do not end");
  }

  private Done done(Instant since) throws SQLException {
    if (number("select count(*) from saga where state <> 'SUCCEEDED' and created_at >= ?", since)
        > 0) {
      throw new IllegalStateException("sagas have ended otherwise");
    }
    long steps =
        number(
            "select count(*) from saga_step t join saga s on s.id = t.saga where created_at >= ?",
            since);
    long ended =
        number(
            "select (extract(epoch from max(ended_at)) * 1000000)::bigint from saga where"
                + " created_at >= ?",
            since);
    return new Done((int) steps, Instant.EPOCH.plusNanos(ended * 1000));
  }

  /** How many transactions have written what happened since. */
  long transactions(Instant since) throws SQLException {
    return number("select count(distinct transaction) from saga_history where at >= ?", since);
  }

  private long number(String question, Instant since) throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(question)) {
      statement.setObject(1, OffsetDateTime.ofInstant(since, ZoneOffset.UTC));
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private static long ticks(ProcessHandle process) {
    long children = process.children().mapToLong(Meter::ticks).sum();
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return children + Arrays.stream(fields, 11, 15).mapToLong(Long::parseLong).sum();
    } catch (IOException gone) {
      return children;
    }
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
