package io.mooring.openstack.api;

import io.mooring.contracts.ErrorCode;
import io.mooring.node.NodeFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority that only this cloud knows. */
final class PrivateAuthority {
  private PrivateAuthority() {}

  /**
   * Trusts the certificates of a PEM file, and nobody else, as OpenStack's clients do.
   *
   * @throws NodeFailure with {@link ErrorCode#CREDENTIAL_MISSING} when the file has none
   */
  static SSLContext trusting(Path file) {
    try (InputStream input = Files.newInputStream(file)) {
      return trusting(input, "file " + file);
    } catch (IOException unreadable) {
      throw unreadable("file " + file, unreadable);
    }
  }

  /**
   * Trusts the certificates of a text in PEM, and nobody else.
   *
   * @throws NodeFailure with {@link ErrorCode#CREDENTIAL_MISSING} when it has none
   */
  static SSLContext trusting(String text) {
    return trusting(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)), "document (ca)");
  }

  private static SSLContext trusting(InputStream input, String where) {
    try {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(input);
      if (certificates.isEmpty()) {
        throw new NodeFailure(
            ErrorCode.CREDENTIAL_MISSING, "The %s has no certificate.".formatted(where));
      }
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (Certificate certificate : certificates) {
        trusted.setCertificateEntry("ca" + trusted.size(), certificate);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException unreadable) {
      throw unreadable(where, unreadable);
    }
  }

  private static NodeFailure unreadable(String where, Exception problem) {
    return new NodeFailure(
        ErrorCode.CREDENTIAL_MISSING,
        "The certificates of an authority can't be read from the %s (cacert, caFile or ca): %s"
            .formatted(where, problem.getMessage()));
  }
}
