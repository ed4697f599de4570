package io.mooring.openstack.unit;

import io.mooring.contracts.FilePath;
import io.mooring.participant.step.StepContext;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a restart finds.
 *
 * @param report the service's units and files
 * @param restored whether an earlier attempt of this saga has failed and put the former file back
 */
public record FoundService(UnitReport report, boolean restored) {

  /** Looks; only a further attempt can find a restored file. */
  public static FoundService look(
      StepContext context, ServiceKind service, FilePath file, List<FilePath> reads) {
    List<FilePath> files = Stream.concat(Stream.of(file), reads.stream()).toList();
    boolean restored =
        context.dispatch().attempt() > 1 && context.node().isRestored(file, context.fence());
    return new FoundService(UnitInspection.look(context.node(), service, files), restored);
  }
}
