package io.mooring.orchestrator.security;

import io.mooring.orchestrator.OrchestratorSettings;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The token of whoever may read the orchestrator's own files: that account administers it. The file
 * is made at the first start.
 */
@Startup
@ApplicationScoped
class LocalToken {
  private static final Logger LOG = Logger.getLogger(LocalToken.class);
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final int SHORTEST = 32;

  private final Optional<byte[]> token;

  LocalToken(OrchestratorSettings settings) {
    this.token = settings.security().tokenFile().map(Path::toAbsolutePath).map(LocalToken::load);
  }

  /** Whether this is the token; never when there is none. */
  boolean is(String candidate) {
    return token
        .filter(known -> MessageDigest.isEqual(known, candidate.getBytes(StandardCharsets.UTF_8)))
        .isPresent();
  }

  private static byte[] load(Path file) {
    try {
      if (Files.notExists(file)) {
        make(file);
      }
      if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        throw new IllegalStateException(
            file + " can be read by others. Remove it and start again: a new one is made.");
      }
      String text = Files.readString(file).strip();
      if (text.length() < SHORTEST) {
        throw new IllegalStateException(
            file + " holds no token. Remove it and start again: a new one is made.");
      }
      return text.getBytes(StandardCharsets.UTF_8);
    } catch (IOException unusable) {
      throw new IllegalStateException(
          file + " can't be used for the token of mooring.orchestrator.security.token-file",
          unusable);
    }
  }

  /** A hard link is refused where another orchestrator was quicker, and never shows half a file. */
  private static void make(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Path written =
        Files.createTempFile(
            file.getParent(), ".token", "", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      Files.writeString(written, RandomText.next() + "\n");
      Files.createLink(file, written);
      LOG.infof("Made a token for this machine: %s", file);
    } catch (FileAlreadyExistsException another) {
      LOG.debugf("%s was made by another process meanwhile", file);
    } finally {
      Files.delete(written);
    }
  }
}
