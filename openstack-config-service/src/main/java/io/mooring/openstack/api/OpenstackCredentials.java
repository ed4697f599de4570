package io.mooring.openstack.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.Counted;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.ErrorCode;
import io.mooring.node.NodeFailure;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The OpenStack credentials of this participant: {@code NAME.yaml} in the credentials directory,
 * either in the form of a {@code clouds.yaml} or with the same fields at its top.
 */
@Singleton
public final class OpenstackCredentials {
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .registerModule(new Jdk8Module())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private final Path directory;

  /** The credentials in a directory. */
  public OpenstackCredentials(
      @ConfigProperty(name = "mooring.credentials-directory") String directory) {
    this.directory = Path.of(directory);
  }

  /** Whom to trust at this credential's Keystone; nothing where it is whom Java trusts. */
  Optional<SSLContext> trust(OpenstackCredential credential) {
    return credential.cacert().map(file -> PrivateAuthority.trusting(directory.resolve(file)));
  }

  /** Whom to trust at an API; nothing where it is whom Java trusts. */
  Optional<SSLContext> trust(ApiAccess api) {
    return api.ca()
        .map(PrivateAuthority::trusting)
        .or(() -> api.caFile().map(file -> PrivateAuthority.trusting(directory.resolve(file))))
        .or(() -> api.credential().flatMap(name -> trust(read(name))));
  }

  OpenstackCredential read(CredentialName name) {
    Path file = directory.resolve(name + ".yaml");
    if (!Files.isReadable(file)) {
      throw new NodeFailure(
          ErrorCode.CREDENTIAL_MISSING,
          "The OpenStack credential %s is not in the credentials directory (%s.yaml)."
              .formatted(name, name));
    }
    try {
      OpenstackCredential credential =
          YAML.treeToValue(
              cloud(YAML.readTree(Files.readAllBytes(file)), name), OpenstackCredential.class);
      if (credential.authUrl() == null) {
        throw new NodeFailure(
            ErrorCode.CREDENTIAL_MISSING,
            "The OpenStack credential %s has no auth_url.".formatted(name));
      }
      return credential;
    } catch (JacksonException malformed) {
      // Its message would quote the file, and with it the password.
      throw new NodeFailure(
          ErrorCode.CREDENTIAL_MISSING,
          "The OpenStack credential %s is not readable as YAML.".formatted(name));
    } catch (IOException unreadable) {
      throw new NodeFailure(
          ErrorCode.CREDENTIAL_MISSING,
          "The OpenStack credential %s can't be read.".formatted(name));
    }
  }

  /** The one cloud of a clouds.yaml, or the one of the credential's name, as one flat object. */
  private static JsonNode cloud(JsonNode file, CredentialName name) {
    JsonNode clouds = file.path("clouds");
    if (!clouds.isObject()) {
      return file;
    }
    JsonNode cloud = clouds.size() == 1 ? clouds.elements().next() : clouds.path(name.value());
    if (!(cloud instanceof ObjectNode one)) {
      throw new NodeFailure(
          ErrorCode.CREDENTIAL_MISSING,
          "The file %s.yaml has %s, and none of them is called %s."
              .formatted(name, Counted.of(clouds.size(), "cloud"), name));
    }
    ObjectNode flat = one.deepCopy();
    if (flat.remove("auth") instanceof ObjectNode auth) {
      flat.setAll(auth);
    }
    return flat;
  }
}
