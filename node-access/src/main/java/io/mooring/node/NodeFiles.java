package io.mooring.node;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Limits;
import java.util.Arrays;
import java.util.Optional;

/** The files of a node, by shell scripts. */
final class NodeFiles {
  private static final byte[] NOTHING = new byte[0];
  private static final int HEADER_LIMIT = 1024;
  private final SshNodeSession session;
  private final NodeAccessSettings settings;

  NodeFiles(SshNodeSession session, NodeAccessSettings settings) {
    this.session = session;
    this.settings = settings;
  }

  FileState stat(FilePath path) {
    Script script = Script.of("look at " + path, ShellText.STAT, path);
    return state(path, header(done(path, session.inspect(script)).output()), NOTHING);
  }

  FileState read(FilePath path, int limit) {
    int most = Math.min(limit, settings.fileLimit());
    Script script = Script.of("read " + path, ShellText.READ, path, most + 1).inConfidence();
    byte[] output = done(path, session.inspect(script, most + HEADER_LIMIT)).output();
    String header = header(output);
    byte[] content = Arrays.copyOfRange(output, header.length() + 1, output.length);
    if (content.length > most) {
      throw unsuitable(path, "is larger than %d bytes".formatted(most));
    }
    return state(path, header, content);
  }

  WriteResult write(FileWrite write, FileState expected, Fence fence) {
    byte[] content = write.content().reveal();
    String before =
        switch (expected) {
          case FileState.Absent absent -> "-";
          case FileState.Present present -> present.sha256();
        };
    Script script =
        Script.of(
                "write " + write.path(),
                ShellText.WRITE,
                directory(fence),
                fence.epoch(),
                fence.saga(),
                fence.step(),
                write.path(),
                write.owner(),
                write.group(),
                "%04o".formatted(write.mode()),
                before,
                content.length)
            .with(Stdin.of(write.content()))
            .within(Limits.FILE_WRITE);
    Arrays.fill(content, (byte) 0);
    return outcome(write.path(), session.change(script, fence), fence);
  }

  WriteResult restore(FilePath path, Fence fence) {
    return swap("restore ", "back", path, fence);
  }

  WriteResult writeAgain(FilePath path, Fence fence) {
    return swap("write again ", "again", path, fence);
  }

  private WriteResult swap(String name, String way, FilePath path, Fence fence) {
    Script script =
        Script.of(
                name + path,
                ShellText.RESTORE,
                directory(fence),
                fence.epoch(),
                fence.saga(),
                fence.step(),
                path,
                way,
                whose(fence))
            .within(Limits.FILE_WRITE);
    return outcome(path, session.change(script, fence), fence);
  }

  Authorship authorship(FilePath path, Fence fence) {
    Script script =
        Script.of("look for " + path, ShellText.AUTHORSHIP, directory(fence), whose(fence), path);
    String[] words = done(path, session.inspect(script)).text().strip().split(" ");
    return switch (words[0]) {
      case "write" -> new Authorship.Wrote(backup(words[1], fence));
      case "restore" -> new Authorship.Restored();
      case "nothing" -> new Authorship.Nothing();
      case "conflict" -> new Authorship.ChangedSince();
      case "not-ours" -> new Authorship.NotOurs();
      default -> throw unsuitable(path, "was answered with \"" + words[0] + "\"");
    };
  }

  private Optional<FilePath> backup(String digest, Fence fence) {
    return digest.equals("-")
        ? Optional.empty()
        : Optional.of(new FilePath(directory(fence) + "/backup/" + digest));
  }

  private static String whose(Fence fence) {
    return fence.everySaga() ? "*" : fence.saga().toString();
  }

  private String directory(Fence fence) {
    return settings.stateDirectory() + "/" + fence.integration();
  }

  private WriteResult outcome(FilePath path, ScriptResult result, Fence fence) {
    String[] lines = done(path, result).text().split("\n");
    if (lines[0].startsWith("linked ")) {
      throw new NodeFailure(
          ErrorCode.FILE_LINKED,
          "%s on %s has %s names (hard links), so it was left as it is."
              .formatted(path, session.address().name(), lines[0].substring("linked ".length())));
    }
    return switch (lines[0]) {
      case "written" -> new WriteResult.Written();
      case "nothing" -> new WriteResult.NothingToRestore();
      case "not-ours" -> new WriteResult.NotOurs();
      case "conflict" ->
          new WriteResult.Conflict(state(path, lines[1], NOTHING), versions(lines, fence));
      default -> throw unsuitable(path, "was answered with \"" + lines[0] + "\"");
    };
  }

  private Optional<WriteResult.Versions> versions(String[] lines, Fence fence) {
    if (lines.length < 3) {
      return Optional.empty();
    }
    String[] words = lines[2].split(" ");
    return Optional.of(new WriteResult.Versions(backup(words[1], fence), backup(words[2], fence)));
  }

  private ScriptResult done(FilePath path, ScriptResult result) {
    if (!result.succeeded()) {
      throw new NodeFailure(
          reason(result.errorText()),
          "%s on %s: %s".formatted(path, session.address().name(), result.errorText()));
    }
    return result;
  }

  private static ErrorCode reason(String errors) {
    if (errors.contains("No space left on device") || errors.contains("Disk quota exceeded")) {
      return ErrorCode.DISK_SPACE_LOW;
    }
    return errors.contains("Read-only file system")
        ? ErrorCode.NODE_UNSUITABLE
        : ErrorCode.COMMAND_FAILED;
  }

  private static String header(byte[] output) {
    int end = 0;
    while (end < output.length && output[end] != '\n') {
      end++;
    }
    return new String(output, 0, end, java.nio.charset.StandardCharsets.UTF_8);
  }

  private FileState state(FilePath path, String header, byte[] content) {
    String[] words = header.split(" ");
    if (words[0].equals("absent")) {
      return new FileState.Absent(path);
    }
    if (!words[0].equals("file")) {
      throw unsuitable(path, "is not a regular file but: " + header);
    }
    String digest = words[1].equals("-") ? Secret.of(content).sha256() : words[1];
    return new FileState.Present(
        path,
        digest,
        account(path, words[2]),
        account(path, words[3]),
        Integer.parseInt(words[4], 8),
        Long.parseLong(words[5]),
        EpochSeconds.parse(words[6]),
        content);
  }

  private AccountName account(FilePath path, String name) {
    try {
      return new AccountName(name);
    } catch (IllegalArgumentException odd) {
      throw unsuitable(path, "belongs to \"%s\", which is no usual account".formatted(name));
    }
  }

  private NodeFailure unsuitable(FilePath path, String what) {
    return new NodeFailure(
        ErrorCode.NODE_UNSUITABLE, "%s on %s %s.".formatted(path, session.address().name(), what));
  }
}
