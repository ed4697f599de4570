package io.mooring.node.ceph;

import io.mooring.contracts.CephAccess;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.NodeAddress;
import io.mooring.node.Fence;
import io.mooring.node.NodeFailure;
import io.mooring.node.NodeSession;
import io.mooring.node.Nodes;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Asks the admin nodes of a cluster in turn until one answers, and then that one first. */
final class AdminNodes {
  private static final Duration REMEMBERED = Duration.ofMinutes(5);

  private final Map<CephAccess, Answered> answered = new ConcurrentHashMap<>();
  private final Nodes nodes;

  private record Answered(NodeAddress node, long since) {}

  AdminNodes(Nodes nodes) {
    this.nodes = nodes;
  }

  /** The next node is also asked when no monitor answers the one before. */
  AdminAnswer inspect(CephAccess access, Script script) {
    return ask(access, session -> session.inspect(script), true);
  }

  /** The same behind the fence. */
  AdminAnswer inspect(CephAccess access, Script script, Fence fence) {
    return ask(access, session -> session.behind(fence).inspect(script), true);
  }

  /** The next node is asked only when nothing can have been changed on the one before. */
  AdminAnswer change(CephAccess access, Script script, Fence fence) {
    return ask(access, session -> session.change(script, fence), false);
  }

  private AdminAnswer ask(
      CephAccess access, Function<NodeSession, ScriptResult> question, boolean again) {
    List<String> silent = new ArrayList<>();
    Optional<AdminAnswer> helpless = Optional.empty();
    for (NodeAddress admin : inOrder(access)) {
      try {
        ScriptResult result = question.apply(nodes.session(admin));
        AdminAnswer answer = new AdminAnswer(admin, result, List.copyOf(silent));
        if (!again || !CephAdmin.unreachable(result)) {
          answered.put(access, new Answered(admin, System.nanoTime()));
          return answer;
        }
        helpless = Optional.of(answer);
        silent.add("No monitor answers %s: %s".formatted(admin.name(), result.errorText()));
      } catch (NodeFailure failure) {
        if (failure.code() != ErrorCode.NODE_UNREACHABLE) {
          throw failure;
        }
        silent.add(failure.getMessage());
      }
    }
    return helpless.orElseThrow(
        () -> new NodeFailure(ErrorCode.NODE_UNREACHABLE, String.join(" ", silent)));
  }

  private List<NodeAddress> inOrder(CephAccess access) {
    Answered last = answered.get(access);
    if (last == null || System.nanoTime() - last.since() > REMEMBERED.toNanos()) {
      return access.admins();
    }
    List<NodeAddress> order = new ArrayList<>(access.admins());
    order.remove(last.node());
    order.addFirst(last.node());
    return order;
  }
}
