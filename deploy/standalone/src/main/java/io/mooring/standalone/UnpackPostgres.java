package io.mooring.standalone;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks PostgreSQL from the archive on the class path: {@code UnpackPostgres DIRECTORY}. A small
 * machine need have neither xz nor PostgreSQL. The folder appears when it is complete, or not at
 * all.
 */
public final class UnpackPostgres {
  private static final int OWNER_MAY_EXECUTE = 0100;

  private UnpackPostgres() {}

  /**
   * Unpacks into the folder given, which must not exist yet.
   *
   * @throws IOException when it cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]).toAbsolutePath();
    Path unfinished = Files.createTempDirectory(directory.getParent(), "unpack-");
    try (InputStream archive = archive();
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(entry, tar, unfinished);
      }
    }
    Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
  }

  private static InputStream archive() {
    String processor = System.getProperty("os.arch");
    String name = "postgres-linux-" + (processor.equals("amd64") ? "x86_64" : processor) + ".txz";
    InputStream archive = UnpackPostgres.class.getResourceAsStream("/" + name);
    if (archive == null) {
      throw new IllegalStateException(
          "No PostgreSQL for this processor (" + processor + ") comes with Mooring.");
    }
    return archive;
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path directory)
      throws IOException {
    Path file = directory.resolve(entry.getName()).normalize();
    if (!file.startsWith(directory)) {
      throw new IOException("The archive leaves its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, file);
    boolean executable = (entry.getMode() & OWNER_MAY_EXECUTE) != 0;
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
