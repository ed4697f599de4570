package io.mooring.node;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.PublicKey;
import net.schmizz.sshj.common.Buffer;

/**
 * The SSH agent of this process's environment (the agent protocol of OpenSSH): signs with keys that
 * it holds and does not give away.
 */
final class SshAgent {
  /** How an RSA key is to sign; other keys have one way only. */
  enum Signing {
    PLAIN(0),
    RSA_SHA_256(2),
    RSA_SHA_512(4);

    private final int flag;

    Signing(int flag) {
      this.flag = flag;
    }
  }

  private static final byte SIGN_REQUEST = 13;
  private static final byte SIGN_RESPONSE = 14;
  private static final int LARGEST_ANSWER = 64 * 1024;
  private final Path socket;

  /** The agent that listens at this socket. */
  SshAgent(Path socket) {
    this.socket = socket;
  }

  /**
   * Signs with a key that the agent holds; the answer is the name of the format and the signature,
   * as SSH puts them into a packet.
   *
   * @throws IOException when the agent does not answer, does not hold the key, or refuses
   */
  byte[] sign(PublicKey key, byte[] data, Signing signing) throws IOException {
    Buffer.PlainBuffer request = new Buffer.PlainBuffer();
    request.putByte(SIGN_REQUEST);
    request.putBytes(new Buffer.PlainBuffer().putPublicKey(key).getCompactData());
    request.putBytes(data);
    request.putUInt32(signing.flag);
    Buffer.PlainBuffer answer = ask(request);
    if (answer.readByte() != SIGN_RESPONSE) {
      throw new IOException("the SSH agent does not hold the key, or may not use it");
    }
    return answer.readBytes();
  }

  private Buffer.PlainBuffer ask(Buffer.PlainBuffer request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      ByteBuffer framed =
          ByteBuffer.wrap(
              new Buffer.PlainBuffer().putBytes(request.getCompactData()).getCompactData());
      while (framed.hasRemaining()) {
        channel.write(framed);
      }
      int length = read(channel, Integer.BYTES).getInt();
      if (length < 1 || length > LARGEST_ANSWER) {
        throw new IOException("the SSH agent's answer has an impossible length");
      }
      return new Buffer.PlainBuffer(read(channel, length).array());
    }
  }

  private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new IOException("the SSH agent ended the connection");
      }
    }
    return bytes.flip();
  }
}
