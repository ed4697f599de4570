package io.mooring.openstack.file;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.node.NodeFailure;
import io.mooring.node.NodeSession;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.layout.Layout;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.configuration.Edit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a service reads beside the file that is to be edited, as far as it would undo the edit.
 *
 * @param later the files that it reads after that one, in their order
 * @param unread why the file is not read at all; empty when it is
 */
public record OtherSources(List<Later> later, Optional<Finding> unread) {
  /** Nothing else is read, as far as anybody knows. */
  public static final OtherSources NONE = new OtherSources(List.of(), Optional.empty());

  private static final String READ = Script.resource(OtherSources.class, "read-sources.sh");

  /**
   * A file that is read later.
   *
   * @param path where the service sees it
   * @param content what it says
   */
  public record Later(String path, ConfigurationFile content) {}

  /** Looks; no round trip where the file is the last that is read. */
  static OtherSources look(NodeSession node, Layout layout, FilePath file) {
    ReadingOrder order = ReadingOrder.of(layout);
    if (!order.mayRead(file.value())) {
      return new OtherSources(List.of(), Optional.of(unread(layout, file, order)));
    }
    List<ReadingOrder.Source> from = order.from(file.value());
    if (from.isEmpty() || from.size() == 1 && !from.getFirst().directory()) {
      return NONE;
    }
    List<Object> arguments = new ArrayList<>(List.of(file));
    from.forEach(
        source -> {
          arguments.add(source.kind());
          arguments.add(source.path());
        });
    ScriptResult result =
        node.inspect(
            layout
                .script("read what is read after " + file, READ, arguments.toArray())
                .inConfidence());
    if (!result.succeeded()) {
      throw new NodeFailure(
          ErrorCode.COMMAND_FAILED,
          "What %s on %s reads after %s can't be read: %s"
              .formatted(
                  layout.service().label(), node.address().name(), file, result.errorText()));
    }
    return new OtherSources(read(result.text(), file), Optional.empty());
  }

  /**
   * The file itself stands among them with a dash; what comes before its last place is of no use.
   */
  static List<Later> read(String output, FilePath file) {
    List<Later> later = new ArrayList<>();
    for (String line : output.lines().toList()) {
      int space = line.lastIndexOf(' ');
      String path = line.substring("source ".length(), space);
      if (path.equals(file.value())) {
        later.clear();
      } else {
        byte[] content = Base64.getDecoder().decode(line.substring(space + 1));
        later.add(new Later(path, ConfigurationFile.parse(content)));
      }
    }
    return List.copyOf(later);
  }

  /** What makes the edits useless: they are overridden, or nobody reads them. */
  List<Finding> against(FilePath file, ConfigurationFile result, List<Edit> edits) {
    List<Finding> findings = new ArrayList<>(unread.stream().toList());
    for (Edit edit : edits) {
      if (edit instanceof Edit.OfOption option) {
        overriding(option, result)
            .ifPresent(later -> findings.add(overridden(file, later, option)));
      }
    }
    return findings;
  }

  /** The last one counts. */
  private Optional<Later> overriding(Edit.OfOption option, ConfigurationFile result) {
    return later.reversed().stream()
        .filter(source -> !source.content().values(option.section(), option.option()).isEmpty())
        .findFirst()
        .filter(
            source ->
                !source
                    .content()
                    .values(option.section(), option.option())
                    .equals(result.values(option.section(), option.option())));
  }

  private static Finding overridden(FilePath file, Later later, Edit.OfOption option) {
    OptionalInt line = later.content().line(option.section(), option.option());
    return Finding.stop(
        ErrorCode.CONFIGURATION_CONFLICT,
        "%s line %d sets [%s] %s, and the service reads it after %s: what is written there would have no effect."
            .formatted(later.path(), line.orElse(0), option.section(), option.option(), file),
        "Take the line out of %s, by whatever writes that file, then retry."
            .formatted(later.path()));
  }

  private static Finding unread(Layout layout, FilePath file, ReadingOrder order) {
    return Finding.stop(
        ErrorCode.CONFIGURATION_CONFLICT,
        "%s does not read %s: it was started with %s."
            .formatted(
                layout.service().label(),
                file,
                String.join(
                    ", ", order.sources().stream().map(ReadingOrder.Source::path).toList())),
        "Name the file that it reads in the document (configFile), then retry.");
  }
}
