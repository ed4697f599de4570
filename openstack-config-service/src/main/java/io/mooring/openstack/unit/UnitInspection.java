package io.mooring.openstack.unit;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.node.NodeFailure;
import io.mooring.node.NodeSession;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import java.util.ArrayList;
import java.util.List;

/** Looks at the units of a service and at the files that it reads, in one round trip. */
public final class UnitInspection {
  private static final String LOOK =
      """
      first=$1 second=$2; shift 2
      units=$(systemctl show -p Id,LoadState,ActiveState,MainPID,NRestarts "$first" "$second") || exit
      printf '%s\\n\\n' "$units"
      read -r uptime rest < /proc/uptime
      printf 'host=%s\\nnow=%s\\nuptime=%s\\nhertz=%s\\n' "$(uname -n)" "$(date +%s.%N)" "$uptime" "$(getconf CLK_TCK)"
      for pid in $(printf '%s\\n' "$units" | sed -n 's/^MainPID=\\([1-9][0-9]*\\)$/\\1/p'); do
        stat=$(cat "/proc/$pid/stat" 2>/dev/null) || continue
        set -f; fields=${stat##*) }
        printf 'start.%s=%s\\n' "$pid" "$(printf '%s' "$fields" | cut -d' ' -f20)"
      done
      for file in "$@"; do
        changed=$(stat -L -c %.9Y "$file" 2>/dev/null) && printf 'file=%s %s\\n' "$changed" "$file"
      done
      exit 0
      """;

  private UnitInspection() {}

  /** Looks at a service and the files. */
  public static UnitReport look(NodeSession node, ServiceKind service, List<FilePath> files) {
    List<Object> arguments = new ArrayList<>(service.units());
    arguments.addAll(files);
    Script script = Script.of("look at " + service.label(), LOOK, arguments.toArray());
    ScriptResult result = node.inspect(script);
    if (!result.succeeded()) {
      throw new NodeFailure(
          ErrorCode.COMMAND_FAILED,
          "systemctl on %s: %s".formatted(node.address().name(), result.errorText()));
    }
    return UnitReport.parse(result.text());
  }
}
