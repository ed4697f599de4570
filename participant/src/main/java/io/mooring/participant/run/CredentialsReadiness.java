package io.mooring.participant.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready to reach nodes: the credentials directory and the known hosts can be read. */
@Readiness
@ApplicationScoped
public class CredentialsReadiness implements HealthCheck {
  private final NodeSettings settings;

  /** Checks these places. */
  public CredentialsReadiness(NodeSettings settings) {
    this.settings = settings;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("participant-credentials")
        .withData("credentials", settings.credentialsDirectory().toString())
        .withData("knownHosts", settings.knownHosts().toString())
        .status(
            Files.isDirectory(settings.credentialsDirectory())
                && Files.isReadable(settings.credentialsDirectory())
                && Files.isReadable(settings.knownHosts()))
        .build();
  }
}
