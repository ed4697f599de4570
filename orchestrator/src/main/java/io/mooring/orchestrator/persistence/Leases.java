package io.mooring.orchestrator.persistence;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;

/**
 * Who works on which node and which cluster. All methods but one belong to the current transaction.
 * A saga at rest has no lease: the database ends them with the write that brings it to rest.
 */
@ApplicationScoped
public class Leases {
  /** In one order for all, so that of two who take at once one waits and neither for ever. */
  private static final String TAKE =
      """
      insert into lease (resource, saga, integration, since)
      select u.resource, ?::uuid, ?, ? from unnest(?::text[]) u(resource) order by u.resource
      on conflict (resource) do nothing
      """;

  private static final String HOLDER =
      """
      select l.resource, l.integration, l.saga, coalesce(s.number, 0) as number, l.since
        from lease l left join saga s on s.id = l.saga
       where l.resource = any(?) and l.saga <> ? order by l.resource limit 1
      """;

  /** Who came earlier and waits for one of these too. */
  private static final String EARLIER =
      """
      select o.resource, w.integration, w.id as saga, w.number, w.created_at as since
        from saga w cross join unnest(w.resources) o(resource)
       where w.state = 'CREATED' and w.integration <> ? and o.resource = any(?)
         and w.number < coalesce((select number from saga where id = ?), 9223372036854775807)
       order by w.number, o.resource limit 1
      """;

  private static final String END_FORGOTTEN =
      """
      delete from lease l using saga s
       where s.id = l.saga and s.ended_at is not null and l.since < ?
      """;

  /** An order that took leases is carried out, or refused, long before. */
  private static final Duration LONGEST_ORDER = Duration.ofMinutes(1);

  private final Sql sql;

  Leases(Sql sql) {
    this.sql = sql;
  }

  /**
   * Who stands in the way.
   *
   * @param resource of what, as {@code node:host:port} or {@code cluster:identity}
   * @param integration name of the integration that has it, or was there earlier
   * @param saga the saga of that integration
   * @param number its number for people
   * @param since when it took it, or began to wait for it
   */
  public record Holder(String resource, String integration, UUID saga, long number, Instant since) {
    /** What is held, in words: {@code node 10.0.0.1:22}. */
    public String subject() {
      return resource.replaceFirst(":", " ");
    }
  }

  /**
   * Takes everything that a saga needs, or nothing. What it has already it keeps.
   *
   * @return who stands in the way; empty when the saga has all
   */
  public Optional<Holder> take(
      UUID saga, String integration, SortedSet<String> resources, Instant now) {
    if (resources.isEmpty()) {
      return Optional.empty();
    }
    String[] wanted = resources.toArray(String[]::new);
    Optional<Holder> earlier = earlier(saga, integration, wanted);
    if (earlier.isPresent()) {
      return earlier;
    }
    sql.update(TAKE, saga, integration, now, wanted);
    Optional<Holder> holder = holder(saga, wanted);
    holder.ifPresent(held -> sql.update("delete from lease where saga = ?", saga));
    return holder;
  }

  /** As {@link #take}, in a transaction of its own. */
  public Optional<Holder> takeAtOnce(
      UUID saga, String integration, SortedSet<String> resources, Instant now) {
    return QuarkusTransaction.requiringNew().call(() -> take(saga, integration, resources, now));
  }

  /** Who stands in the way of a saga that has not begun, without taking anything. */
  public Optional<Holder> inTheWay(UUID saga, String integration, Collection<String> resources) {
    String[] wanted = resources.toArray(String[]::new);
    return holder(saga, wanted).or(() -> earlier(saga, integration, wanted));
  }

  private Optional<Holder> holder(UUID saga, String[] wanted) {
    return sql.query(HOLDER, Leases::read, wanted, saga).stream().findFirst();
  }

  private Optional<Holder> earlier(UUID saga, String integration, String[] wanted) {
    return sql.query(EARLIER, Leases::read, integration, wanted, saga).stream().findFirst();
  }

  /** Gives back what a saga took for an order that was not carried out. */
  public void giveBack(UUID saga) {
    sql.update(
        """
        delete from lease l using saga s
         where l.saga = ? and s.id = l.saga and s.ended_at is not null
        """,
        saga);
  }

  /** Ends leases that were taken for an order of which nothing was heard since. */
  public void endForgotten(Instant now) {
    sql.update(END_FORGOTTEN, now.minus(LONGEST_ORDER));
  }

  private static Holder read(ResultSet row) throws SQLException {
    return new Holder(
        row.getString("resource"),
        row.getString("integration"),
        row.getObject("saga", UUID.class),
        row.getLong("number"),
        Sql.instant(row, "since"));
  }
}
