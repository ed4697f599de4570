package io.mooring.openstack.api;

import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Limits;
import io.mooring.node.NodeSession;
import io.mooring.node.layout.Layout;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.file.ServiceConfiguration;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds where APIs answer. What the document says goes first. A node's own API is where its
 * configuration file says that it listens, else on the node's own address; the cloud's is where
 * Keystone's catalogue says, else likewise.
 */
@Singleton
public final class Apis {
  private final OpenstackCredentials credentials;

  /** Trusts whom these credentials name. */
  public Apis(OpenstackCredentials credentials) {
    this.credentials = credentials;
  }

  /**
   * The API that a node itself runs.
   *
   * @param layout how the node runs the service
   */
  public ApiPlace own(NodeSession node, Layout layout, ApiKind kind, ApiAccess access) {
    return own(node, kind, access, access.file().map(file -> layout.file(file).path()));
  }

  /** Opens the way to the API that a node itself runs. */
  public Endpoint open(
      NodeSession node, Layout layout, ApiAccess image, Identity identity, Duration patience) {
    return Endpoint.open(node, own(node, layout, ApiKind.IMAGE, image), identity, patience);
  }

  /**
   * The API that the whole cloud uses.
   *
   * @param node the node through which it is asked
   */
  public ApiPlace cloud(NodeSession node, ApiKind kind, ApiAccess access, Identity identity) {
    Catalogue catalogue = identity.catalogue();
    return access.host().isPresent() || catalogue.isEmpty()
        ? own(node, kind, access, access.file())
        : ApiPlace.of(catalogue.find(kind), credentials.trust(access));
  }

  /** Opens the way to the API that the whole cloud uses. */
  public Endpoint open(
      NodeSession node, ApiKind kind, ApiAccess access, Identity identity, Duration patience) {
    return Endpoint.open(node, cloud(node, kind, access, identity), identity, patience);
  }

  /** The same with the usual patience. */
  public Endpoint open(NodeSession node, ApiKind kind, ApiAccess access, Identity identity) {
    return open(node, kind, access, identity, Limits.API_REQUEST);
  }

  private ApiPlace own(NodeSession node, ApiKind kind, ApiAccess access, Optional<FilePath> path) {
    Optional<ConfigurationFile> file =
        path.filter(known -> access.host().isEmpty())
            .flatMap(known -> ServiceConfiguration.read(node, known).content());
    boolean tls =
        access
            .tls()
            .orElseGet(
                () ->
                    access.caFile().isPresent()
                        || access.ca().isPresent()
                        || file.filter(kind::speaksTls).isPresent());
    return new ApiPlace(
        tls,
        access.host().or(() -> file.flatMap(kind::host)).orElseGet(() -> node.address().host()),
        access.port().orElseGet(() -> file.flatMap(kind::port).orElse(access.usualPort())),
        "",
        tls ? credentials.trust(access) : Optional.empty());
  }
}
