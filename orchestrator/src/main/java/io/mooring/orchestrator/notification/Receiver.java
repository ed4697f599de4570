package io.mooring.orchestrator.notification;

import io.mooring.orchestrator.OrchestratorSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who is told. Where and by what secret is read anew for each attempt, so that a secret
 * can be replaced at any time, and is in no text of ours.
 */
public final class Receiver {
  private final String name;
  private final OrchestratorSettings.Receiver settings;

  private Receiver(String name, OrchestratorSettings.Receiver settings) {
    this.name = name;
    this.settings = settings;
  }

  /**
   * As the settings say.
   *
   * @throws IllegalStateException when something is missing; it says what
   */
  public static Receiver of(String name, OrchestratorSettings.Receiver settings) {
    String prefix = "mooring.orchestrator.notifications." + name;
    if (settings.url().isPresent() == settings.urlFile().isPresent()) {
      throw new IllegalStateException(
          "Say where: either "
              + prefix
              + ".url, or "
              + prefix
              + ".url-file with a file that has it");
    }
    boolean needsSecret =
        switch (settings.form()) {
          case CLOUDEVENTS, MATRIX -> true;
          case SLACK, MATTERMOST -> false;
        };
    if (needsSecret && settings.secretFile().isEmpty()) {
      throw new IllegalStateException(
          prefix + ".secret-file has to name a file: with it what is sent is signed, or allowed");
    }
    return new Receiver(name, settings);
  }

  /** What people call it. */
  public String name() {
    return name;
  }

  /** What it understands. */
  Form form() {
    return settings.form();
  }

  /** What it wants to be told of. */
  Set<Topic> topics() {
    return settings.on();
  }

  /** How long it may take to answer. */
  Duration patience() {
    return settings.patience();
  }

  /** After how long something is not worth telling any more. */
  public Duration giveUpAfter() {
    return settings.giveUpAfter();
  }

  /**
   * Where it is told.
   *
   * @throws UnusableReceiverException when that can't be read, or is no address
   */
  URI address() throws UnusableReceiverException {
    Optional<Path> file = settings.urlFile();
    String text = file.isPresent() ? read(file.get(), "url-file") : settings.url().orElseThrow();
    try {
      URI address = URI.create(text.strip());
      String scheme = String.valueOf(address.getScheme());
      if (address.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // The text may hold a secret, so it is not told.
    }
    throw new UnusableReceiverException("its address is none of http or https");
  }

  /**
   * The secret that it shares with us.
   *
   * @throws UnusableReceiverException when it can't be read
   */
  String secret() throws UnusableReceiverException {
    String secret = read(settings.secretFile().orElseThrow(), "secret-file");
    if (secret.isBlank()) {
      throw new UnusableReceiverException("its secret-file is empty");
    }
    return secret.strip();
  }

  private static String read(Path file, String setting) throws UnusableReceiverException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UnusableReceiverException("its " + setting + " " + file + " can't be read");
    }
  }
}
