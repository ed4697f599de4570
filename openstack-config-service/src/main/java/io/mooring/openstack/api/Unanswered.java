package io.mooring.openstack.api;

import java.io.EOFException;
import java.net.http.HttpConnectTimeoutException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/** Why no answer came. */
final class Unanswered {
  private Unanswered() {}

  /** Whether the reason is that the certificate is not from whom we trust, or for another host. */
  static boolean untrusted(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException
          || cause instanceof java.security.cert.CertPathValidatorException
          || cause instanceof java.security.cert.CertPathBuilderException) {
        return true;
      }
    }
    return false;
  }

  /** The reason in words. Through a tunnel, a port where nobody listens is an end at once. */
  static String reason(Throwable failure, boolean tls) {
    if (untrusted(failure)) {
      return "its certificate is not trusted: " + failure.getMessage();
    }
    if (failure instanceof HttpConnectTimeoutException) {
      return "no connection in time";
    }
    String said = String.valueOf(failure.getMessage());
    boolean ended =
        failure.getCause() instanceof EOFException
            || said.contains("received no bytes")
            || said.contains("EOF")
            || said.contains("terminated the handshake")
            || said.contains("Connection reset");
    if (ended) {
      return tls
          ? "the connection ended at once: nothing listens there, or it speaks no TLS"
          : "the connection ended at once: nothing listens there, or it wants TLS";
    }
    if (tls && failure instanceof SSLException) {
      return "it speaks no TLS that we know: " + said;
    }
    return said;
  }
}
