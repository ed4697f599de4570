package io.mooring.openstack;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Servers of this machine over TLS, with a certificate that nobody vouches for but itself. */
public final class OwnAuthority {
  private static final String PASSWORD = "correct horse battery";

  private OwnAuthority() {}

  /**
   * A server at any port, not yet started.
   *
   * @param directory where its certificate {@code ca.crt} goes
   * @param names for whom the certificate is, as keytool writes them: {@code ip:127.0.0.1}
   */
  public static HttpsServer server(Path directory, String names) throws Exception {
    Path store = directory.resolve("server.p12");
    keytool(
        store,
        ("-genkeypair -keyalg EC -dname CN=server -validity 2 -ext san=" + names).split(" "));
    keytool(store, "-exportcert", "-rfc", "-file", directory.resolve("ca.crt").toString());
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return server;
  }

  private static void keytool(Path store, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
    command.addAll(List.of(words));
    command.addAll(List.of("-alias", "server", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", store.toString()));
    Process keytool = new ProcessBuilder(command).inheritIO().start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool made no certificate");
    }
  }
}
