package io.mooring.node;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;

/**
 * Gives the JDK's factory of elliptic curve keys the name by which SSHJ asks for it. Only
 * BouncyCastle knows that name otherwise, and loading it would cost each start-up half a second.
 */
final class EllipticCurveName extends Provider {
  private static final long serialVersionUID = 1;
  private static final String NAME = "MooringEllipticCurveName";

  private EllipticCurveName() {
    super(NAME, "1", "ECDSA as a name for EC");
    putService(
        new Service(this, "KeyFactory", "ECDSA", JdkFactory.class.getName(), null, null) {
          @Override
          public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return new JdkFactory(KeyFactory.getInstance("EC"));
          }
        });
  }

  /** Makes the name known to the JDK; only the first time counts. */
  static void register() {
    Security.addProvider(new EllipticCurveName());
  }

  private static final class JdkFactory extends KeyFactorySpi {
    private final KeyFactory keys;

    private JdkFactory(KeyFactory keys) {
      this.keys = keys;
    }

    @Override
    protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
      return keys.generatePublic(spec);
    }

    @Override
    protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
      return keys.generatePrivate(spec);
    }

    @Override
    protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> type)
        throws InvalidKeySpecException {
      return keys.getKeySpec(key, type);
    }

    @Override
    protected Key engineTranslateKey(Key key) throws InvalidKeyException {
      return keys.translateKey(key);
    }
  }
}
