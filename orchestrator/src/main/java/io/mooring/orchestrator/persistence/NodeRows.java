package io.mooring.orchestrator.persistence;

import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.saga.NodeSlot;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows which say who has a node now. */
@ApplicationScoped
class NodeRows implements StoredNodes {
  private final Sql sql;

  NodeRows(Sql sql) {
    this.sql = sql;
  }

  void insert(UUID saga, Collection<NodeSlot> slots) {
    sql.batch(
        "insert into saga_node (saga, node, busy) values (?, ?, ?)",
        slots.stream().map(slot -> new Object[] {saga, slot.node().value(), busy(slot)}).toList());
  }

  void save(UUID saga, Collection<NodeSlot> slots) {
    sql.batch(
        "update saga_node set busy = ? where saga = ? and node = ?",
        slots.stream().map(slot -> new Object[] {busy(slot), saga, slot.node().value()}).toList());
  }

  @Override
  public List<NodeSlot> of(UUID saga, Collection<NodeName> nodes) {
    return sql.query(
        "select node, busy from saga_node where saga = ? and node = any(?)",
        row ->
            new NodeSlot(
                new NodeName(row.getString("node")),
                Optional.ofNullable(row.getString("busy")).map(StepName::parse)),
        saga,
        nodes.stream().map(NodeName::value).toArray(String[]::new));
  }

  private static String busy(NodeSlot slot) {
    return slot.busy().map(StepName::toString).orElse(null);
  }
}
