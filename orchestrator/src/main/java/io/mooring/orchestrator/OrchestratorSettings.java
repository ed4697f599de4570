package io.mooring.orchestrator;

import io.mooring.orchestrator.notification.Form;
import io.mooring.orchestrator.notification.Topic;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The settings of the orchestrator. */
@ConfigMapping(prefix = "mooring.orchestrator")
public interface OrchestratorSettings {
  /**
   * How long a command may wait for a participant to begin with it before it is given up and sent
   * again. Waiting costs nothing: a thousand slow nodes take their turns within hours.
   */
  @WithDefault("6h")
  Duration startWithin();

  /** How clients follow events. */
  Stream stream();

  /** How the broker's topics are made. */
  Topics topics();

  /** How much of the past is kept. */
  History history();

  /** Who may ask for what. */
  Security security();

  /** Who is told of incidents, success and drift, each by a name of your choice. */
  Map<String, Receiver> notifications();

  /** Somebody who is told of incidents, success and drift. */
  interface Receiver {
    /**
     * Where it is told, an address of http or https: a webhook, or for Matrix {@code
     * https://SERVER/_matrix/client/v3/rooms/ROOM/send/m.room.message}.
     */
    Optional<String> url();

    /** A file with that address, where the address itself is a secret, as Slack's are. */
    Optional<Path> urlFile();

    /**
     * What it understands: {@code cloudevents} (signed with Standard Webhooks' headers), {@code
     * slack}, {@code mattermost} or {@code matrix}.
     */
    @WithDefault("cloudevents")
    Form form();

    /**
     * A file with the secret by which it knows us: of {@code cloudevents} that of the signature
     * ({@code whsec_} and base64), of {@code matrix} an access token. It is read at each attempt.
     */
    Optional<Path> secretFile();

    /** What it is told of: {@code incident}, {@code success}, {@code drift}. */
    @WithDefault("incident,success,drift")
    Set<Topic> on();

    /** How long it may take to answer. */
    @WithDefault("10s")
    Duration patience();

    /** How old something may become before nobody tries any more to tell it. */
    @WithDefault("24h")
    Duration giveUpAfter();
  }

  /** How clients follow events. */
  interface Stream {
    /** How many clients may follow events at a time; further ones are refused. */
    @WithDefault("200")
    int clients();

    /** How often the history is looked at for a client when no commit says that it has grown. */
    @WithDefault("500ms")
    Duration poll();

    /** How long a stream may be silent before a comment shows that it is alive. */
    @WithDefault("15s")
    Duration heartbeat();

    /** How long a client may take to accept one event before its stream is closed. */
    @WithDefault("1m")
    Duration patience();
  }

  /** How much of the past is kept. */
  interface History {
    /**
     * How long a saga is kept with its steps and its history after it has ended. The last twenty of
     * each integration, its last twenty that change something, and its last apply that succeeded,
     * are kept for ever.
     */
    @WithDefault("365d")
    Duration keepFor();

    /** How many sagas of each integration are kept; not fewer than twenty. */
    @WithDefault("500")
    int keepSagas();
  }

  /** How the broker's topics are made. */
  interface Topics {
    /** The replication factor of new topics; -1 leaves it to the broker. */
    @WithDefault("-1")
    short replicas();
  }

  /** Who may ask for what. */
  interface Security {
    /**
     * Names, without ports, by which clients and proxies reach the API beside {@code localhost},
     * {@code 127.0.0.1} and {@code [::1]}. A request for any other host is refused.
     */
    Optional<List<String>> hosts();

    /**
     * A file with a token that gives its bearer the role admin. It is made at start, readable for
     * its owner only, when it is not there. Without this setting only tokens of the OIDC provider
     * count.
     */
    Optional<Path> tokenFile();

    /** How long a link for a browser can be opened. */
    @WithDefault("5m")
    Duration linkLifetime();

    /** How long a browser stays signed in. */
    @WithDefault("8h")
    Duration sessionLifetime();
  }
}
