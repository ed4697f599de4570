package io.mooring.openstack.unit;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.node.NodeFailure;
import io.mooring.node.NodeSession;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.layout.Layout;
import java.util.ArrayList;
import java.util.List;

/** Looks at the units of a service and at the files that it reads, in one round trip. */
public final class UnitInspection {
  private static final String LOOK = Script.resource(UnitInspection.class, "look-at-units.sh");

  private UnitInspection() {}

  /** Looks at a service and the files. */
  public static UnitReport look(NodeSession node, Layout layout, List<FilePath> files) {
    List<Object> arguments = new ArrayList<>(List.of(layout.unit().orElse("")));
    arguments.addAll(layout.container());
    arguments.addAll(files);
    Script script = Script.of("look at " + layout.service().label(), LOOK, arguments.toArray());
    ScriptResult result = node.inspect(script);
    if (!result.succeeded()) {
      throw new NodeFailure(
          ErrorCode.COMMAND_FAILED,
          "%s on %s can't be looked at: %s"
              .formatted(layout.subject(), node.address().name(), result.errorText()));
    }
    return UnitReport.parse(result.text());
  }
}
