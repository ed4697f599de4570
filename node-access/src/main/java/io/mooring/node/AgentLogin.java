package io.mooring.node;

import io.mooring.node.SshAgent.Signing;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.method.AuthPublickey;

/** A login with a key that the SSH agent holds, or with a certificate for it. */
final class AgentLogin extends AuthPublickey {
  private final SshAgent agent;
  private final PublicKey key;

  /**
   * A login.
   *
   * @param key the key that the agent holds
   * @param shown what the server is shown: the key, or its certificate
   */
  AgentLogin(SshAgent agent, PublicKey key, PublicKey shown) {
    super(new Shown(shown));
    this.agent = agent;
    this.key = key;
  }

  @Override
  protected SSHPacket putSig(SSHPacket request) throws UserAuthException {
    byte[] data =
        new Buffer.PlainBuffer()
            .putString(params.getTransport().getSessionID())
            .putBuffer(request)
            .getCompactData();
    try {
      request.putBytes(agent.sign(key, data, signing(request)));
      return request;
    } catch (IOException refused) {
      throw new UserAuthException(refused.getMessage(), refused);
    }
  }

  /** The request names the algorithm that was agreed on (RFC 4252, section 7). */
  private static Signing signing(SSHPacket request) throws Buffer.BufferException {
    Buffer.PlainBuffer packet = new Buffer.PlainBuffer(request.getCompactData());
    packet.readByte();
    packet.readString();
    packet.readString();
    packet.readString();
    packet.readBoolean();
    String algorithm = packet.readString();
    if (algorithm.startsWith("rsa-sha2-512")) {
      return Signing.RSA_SHA_512;
    }
    return algorithm.startsWith("rsa-sha2-256") ? Signing.RSA_SHA_256 : Signing.PLAIN;
  }

  private record Shown(PublicKey key) implements KeyProvider {
    @Override
    public PublicKey getPublic() {
      return key;
    }

    @Override
    public PrivateKey getPrivate() throws IOException {
      throw new IOException("the SSH agent gives no private key away");
    }

    @Override
    public KeyType getType() {
      return KeyType.fromKey(key);
    }
  }
}
