package io.mooring.infrastructure;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Points a {@code @QuarkusTest} at the shared broker and database: annotate the test with
 * {@code @QuarkusTestResource(InfrastructureResource.class)}.
 */
public final class InfrastructureResource implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    Infrastructure infrastructure = Infrastructure.shared();
    return Map.of(
        "kafka.bootstrap.servers", infrastructure.bootstrapServers(),
        "quarkus.datasource.jdbc.url", infrastructure.jdbcUrl(),
        "quarkus.datasource.username", infrastructure.databaseUser(),
        "quarkus.datasource.password", infrastructure.databasePassword(),
        "quarkus.devservices.enabled", "false");
  }

  /** Leaves both running: the next test of this JVM uses them too. */
  @Override
  public void stop() {}
}
