package io.mooring.node;

import com.hierynomus.sshj.key.KeyAlgorithm;
import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.kex.ExtInfoClientFactory;
import com.hierynomus.sshj.transport.mac.Macs;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.LoggerFactory;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.signature.Signature;
import net.schmizz.sshj.signature.SignatureRSA;
import net.schmizz.sshj.transport.kex.Curve25519SHA256;
import net.schmizz.sshj.transport.kex.DHGexSHA256;
import net.schmizz.sshj.transport.kex.ECDHNistP;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/** What we offer to a server: the fast and safe ones first, then safe ones for old servers. */
final class SshAlgorithms {
  private SshAlgorithms() {}

  /**
   * The configuration of a client.
   *
   * @param allowSha1 whether a server that knows nothing better may use RSA with SHA-1 (ssh-rsa)
   */
  static Config config(boolean allowSha1) {
    // The JDK knows all of these algorithms; registering BouncyCastle would only cost start-up.
    SecurityUtils.setRegisterBouncyCastle(false);
    EllipticCurveName.register();
    DefaultConfig config =
        new DefaultConfig() {
          @Override
          protected void initCipherFactories() {
            // The default tries ciphers that only BouncyCastle has, and logs a line for each.
          }
        };
    config.setKeyExchangeFactories(
        List.of(
            new Curve25519SHA256.Factory(),
            new Curve25519SHA256.FactoryLibSsh(),
            new ECDHNistP.Factory256(),
            new ECDHNistP.Factory384(),
            new DHGexSHA256.Factory(),
            DHGroups.Group16SHA512(),
            DHGroups.Group14SHA256(),
            new ExtInfoClientFactory()));
    config.setCipherFactories(
        List.of(
            GcmCiphers.AES128GCM(),
            GcmCiphers.AES256GCM(),
            BlockCiphers.AES128CTR(),
            BlockCiphers.AES256CTR()));
    config.setMACFactories(
        List.of(
            Macs.HMACSHA2256Etm(), Macs.HMACSHA2512Etm(), Macs.HMACSHA2256(), Macs.HMACSHA2512()));
    config.setKeyAlgorithms(keyAlgorithms(allowSha1));
    // SSHJ logs with a stack trace what we tell people in a sentence, unless somebody wants to see.
    if (!org.slf4j.LoggerFactory.getLogger("net.schmizz.sshj").isDebugEnabled()) {
      config.setLoggerFactory(new Silence());
    }
    config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
    return config;
  }

  private static List<Factory.Named<KeyAlgorithm>> keyAlgorithms(boolean allowSha1) {
    List<Factory.Named<KeyAlgorithm>> algorithms =
        new ArrayList<>(
            List.of(
                KeyAlgorithms.EdDSA25519(),
                KeyAlgorithms.ECDSASHANistp256(),
                KeyAlgorithms.ECDSASHANistp384(),
                KeyAlgorithms.ECDSASHANistp521(),
                KeyAlgorithms.RSASHA512(),
                KeyAlgorithms.RSASHA256(),
                KeyAlgorithms.EdDSA25519CertV01(),
                KeyAlgorithms.ECDSASHANistp256CertV01(),
                KeyAlgorithms.ECDSASHANistp384CertV01(),
                KeyAlgorithms.ECDSASHANistp521CertV01(),
                rsaCertificate("rsa-sha2-512", new SignatureRSA.FactoryRSASHA512()),
                rsaCertificate("rsa-sha2-256", new SignatureRSA.FactoryRSASHA256())));
    if (allowSha1) {
      algorithms.add(KeyAlgorithms.SSHRSA());
    }
    return algorithms;
  }

  /** SSHJ itself knows certificates of RSA keys with SHA-1 only. */
  private static KeyAlgorithms.Factory rsaCertificate(
      String name, Factory.Named<Signature> signature) {
    return new KeyAlgorithms.Factory(name + "-cert-v01@openssh.com", signature, KeyType.RSA_CERT);
  }

  private static final class Silence implements LoggerFactory {
    @Override
    public Logger getLogger(String name) {
      return NOPLogger.NOP_LOGGER;
    }

    @Override
    public Logger getLogger(Class<?> type) {
      return NOPLogger.NOP_LOGGER;
    }
  }
}
