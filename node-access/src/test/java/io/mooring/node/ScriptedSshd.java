package io.mooring.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** An SSH server that answers each command line as a test says, and lets everybody in. */
final class ScriptedSshd implements AutoCloseable {
  private final SshServer server;
  private volatile Answer answer = (line, reply) -> reply.runForReal(line);

  /** What the server does with a command line. */
  interface Answer {
    void to(String line, Reply reply) throws Exception;
  }

  private ScriptedSshd(SshServer server) {
    this.server = server;
  }

  static ScriptedSshd start(Path knownHosts) throws IOException {
    try {
      SshServer server = SshServer.setUpDefaultServer();
      var generator = SecurityUtils.getKeyPairGenerator("EC");
      generator.initialize(256);
      KeyPair key = generator.generateKeyPair();
      server.setKeyPairProvider(KeyPairProvider.wrap(key));
      server.setHost("127.0.0.1");
      server.setPublickeyAuthenticator((user, publicKey, session) -> true);
      ScriptedSshd scripted = new ScriptedSshd(server);
      server.setCommandFactory((channel, line) -> scripted.new Reply(line));
      server.start();
      Files.writeString(
          knownHosts,
          "[127.0.0.1]:%d %s%n"
              .formatted(server.getPort(), PublicKeyEntry.toString(key.getPublic())));
      return scripted;
    } catch (java.security.GeneralSecurityException impossible) {
      throw new IOException(impossible);
    }
  }

  void answer(Answer next) {
    answer = next;
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }

  /** What the server can do with one command line. */
  final class Reply implements Command {
    private final String line;
    private InputStream input;
    private OutputStream output;
    private OutputStream errors;
    private ExitCallback exit;
    private ChannelSession channel;

    private Reply(String line) {
      this.line = line;
    }

    void output(String text) throws IOException {
      output.write(text.getBytes(StandardCharsets.UTF_8));
      output.flush();
    }

    void errors(String text) throws IOException {
      errors.write(text.getBytes(StandardCharsets.UTF_8));
      errors.flush();
    }

    void end(int status) {
      exit.onExit(status);
    }

    void closeWithoutStatus() {
      channel.close(false);
    }

    void cut() {
      channel.getSession().close(true);
    }

    void runForReal(String command) throws IOException, InterruptedException {
      run(command, Integer.MAX_VALUE);
    }

    void runWithHalfTheInput(String command, int bytes) throws IOException, InterruptedException {
      run(command, bytes);
    }

    /** Does the work, and is gone before it can say so. */
    void runAndCut(String command) throws IOException, InterruptedException {
      Process process =
          new ProcessBuilder("sh", "-c", command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.readAllBytes());
      }
      process.waitFor();
      cut();
    }

    private void run(String command, int inputBytes) throws IOException, InterruptedException {
      Process process = new ProcessBuilder("sh", "-c", command).start();
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.readNBytes(inputBytes));
      }
      process.getInputStream().transferTo(output);
      process.getErrorStream().transferTo(errors);
      output.flush();
      errors.flush();
      end(process.waitFor());
    }

    @Override
    public void start(ChannelSession session, Environment environment) {
      channel = session;
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  answer.to(line, this);
                } catch (IOException broken) {
                  throw new UncheckedIOException(broken);
                } catch (Exception failed) {
                  throw new IllegalStateException(failed);
                }
              });
    }

    @Override
    public void destroy(ChannelSession session) {
      // Nothing is kept.
    }

    @Override
    public void setInputStream(InputStream stream) {
      input = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
      output = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
      errors = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
      exit = callback;
    }
  }
}
