package io.mooring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorIT {
  @TempDir private Path home;
  private RecordedServer server;
  private Invocation mooring;

  @BeforeEach
  void start() throws IOException {
    server = new RecordedServer(new RecordedSaga(2, false).finished(), 0, 1);
    mooring =
        new Invocation()
            .with("HOME", home.toString())
            .with("MOORING_HOME", Files.createDirectory(home.resolve("data")).toString())
            .with("MOORING_URL", server.address());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void saysOfEachPartThatItIsWell() throws IOException {
    // given somebody listens where the database and the broker are
    try (ServerSocket database = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      secret("token", "rw-------");
      Path credentials = Files.createDirectory(home.resolve("data/credentials"));
      Files.createSymbolicLink(credentials.resolve("site"), home.resolve("data/token"));
      secret("credentials/authority.crt", "rw-r--r--");
      mooring
          .with("MOORING_PORT", server.address().replaceAll(".*:", ""))
          .with("MOORING_DATABASE_PORT", Integer.toString(database.getLocalPort()))
          .with("MOORING_BROKER_PORT", Integer.toString(broker.getLocalPort()));

      // when
      int code = mooring.run("", "doctor");

      // then
      assertThat(mooring.output())
          .contains("ready at " + server.address())
          .contains("you are anna: viewer")
          .contains("backlog 3, replicas 1")
          .contains("agrees with this machine's")
          .contains("2 files, for their owner alone")
          .contains("MiB free below ");
      assertThat(code).isZero();
    }
  }

  @Test
  void saysWhatIsWrongWhatItMeansAndWhatToDo() throws IOException {
    // given
    server.loseBroker();
    secret("token", "rw-r--r--");
    Path credentials = Files.createDirectory(home.resolve("data/credentials"));
    Files.createSymbolicLink(credentials.resolve("site"), home.resolve("data/token"));

    // when
    int code = mooring.run("", "doctor");

    // then
    assertThat(code).isEqualTo(1);
    assertThat(mooring.output())
        .contains("down: step.events: the broker is away")
        .contains("it waits until the broker is back")
        .contains("token has mode rw-r--r--")
        .contains("credentials/site has mode rw-r--r--")
        .contains("chmod 600")
        .doesNotContain("of-this-machine");
  }

  @Test
  void saysWhenNobodyAnswersAndWhoHasThePort() throws IOException {
    server.close();
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      mooring.with("MOORING_DATABASE_PORT", Integer.toString(other.getLocalPort()));

      assertThat(mooring.run("", "doctor")).isEqualTo(1);
      assertThat(mooring.output())
          .contains("no answer at")
          .contains("in use although Mooring does not answer")
          .contains("MOORING_DATABASE_PORT=PORT");
    }
  }

  @Test
  void tellsAServerThatHangsFromOneThatIsNotThere() throws IOException {
    // given something takes the connection and says nothing
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(mute.getLocalPort());
      mooring.with("MOORING_URL", "http://127.0.0.1:" + port).with("MOORING_PORT", port);

      // when
      int code = mooring.run("", "doctor");

      // then its port is not said to be another program's
      assertThat(code).isEqualTo(1);
      assertThat(mooring.output())
          .contains("hangs: http://127.0.0.1:" + port + " takes connections")
          .contains("mooring down, then mooring up")
          .contains("in use, for the product")
          .doesNotContain("although Mooring does not answer");
    }
  }

  @Test
  void saysThatTheBrokerHangs() {
    server.hangBroker();

    assertThat(mooring.run("", "doctor")).isEqualTo(1);
    assertThat(mooring.output())
        .containsPattern("broker +down: hangs: it takes connections")
        .contains("It has to be started anew");
  }

  @Test
  void saysWhenTheTokenIsNotKnown() {
    server.knowNobody();

    assertThat(mooring.run("", "doctor", "-o", "json")).isEqualTo(1);
    assertThat(mooring.output()).contains("\"subject\" : \"token\"").contains("not to you");
  }

  private void secret(String name, String mode) throws IOException {
    Path file = Files.writeString(home.resolve("data").resolve(name), "of-this-machine\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
