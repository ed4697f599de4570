package io.mooring.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.IntegrationName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the node's journal lets a saga put back, and for how long. */
class RestoringIT {
  private static final UUID EARLIER = UUID.fromString("0198c0de-0000-7000-8000-00000000000a");
  private static final UUID LATER = UUID.fromString("0198c0de-0000-7000-8000-00000000000b");
  private static final AccountName ROOT = new AccountName("root");
  @TempDir static Path server;
  private static OpenSshd sshd;
  private static SshNodes nodes;
  private static NodeSession session;
  private static int count;
  @TempDir Path directory;
  private FilePath path;
  private Path file;
  private IntegrationName integration;
  private Path state;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    sshd = OpenSshd.start(server);
    nodes = new SshNodes(sshd.settings());
    session = nodes.session(sshd.address("node-1"));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    nodes.close();
    sshd.close();
  }

  @BeforeEach
  void firstContent() throws IOException {
    file = directory.resolve("test.conf");
    path = new FilePath(file.toString());
    Files.writeString(file, "first");
    integration = new IntegrationName("cloud-" + ++count);
    state = server.resolve("state/" + integration);
  }

  @Test
  void restoresOnlyWhatThisSagaWrote() {
    // given
    write("second", EARLIER);

    // when
    WriteResult ofLater = session.restore(path, fence(LATER));

    // then
    assertThat(ofLater).isEqualTo(new WriteResult.NotOurs());
    assertThat(file).hasContent("second");
    assertThat(session.restore(path, fence(EARLIER))).isEqualTo(new WriteResult.Written());
    assertThat(file).hasContent("first");
  }

  @Test
  void leavesWhatALaterSagaWrote() {
    // given
    write("second", EARLIER);
    write("third", LATER);

    // then
    assertThat(session.restore(path, fence(EARLIER))).isEqualTo(new WriteResult.NotOurs());
    assertThat(file).hasContent("third");
    assertThat(session.restore(path, fence(LATER))).isEqualTo(new WriteResult.Written());
    assertThat(file).hasContent("second");
    assertThat((session.authorship(path, fence(LATER)) instanceof Authorship.Restored)).isTrue();
    assertThat((session.authorship(path, fence(EARLIER)) instanceof Authorship.Restored)).isFalse();
    assertThat(session.writeAgain(path, fence(EARLIER)))
        .isEqualTo(new WriteResult.NothingToRestore());
  }

  @Test
  void whatALaterSagaTookBackItselfIsTheEarliersAgain() {
    // given
    write("second", EARLIER);
    write("third", LATER);
    session.restore(path, fence(LATER));

    // when
    WriteResult result = session.restore(path, fence(EARLIER));

    // then
    assertThat(result).isEqualTo(new WriteResult.Written());
    assertThat(file).hasContent("first");
  }

  @Test
  void goesBackBehindAllWritesOfTheSaga() {
    // given
    write("second", EARLIER);
    write("third", LATER);
    write("fourth", LATER);

    // then
    assertThat(session.restore(path, fence(LATER))).isEqualTo(new WriteResult.Written());
    assertThat(file).hasContent("second");
  }

  @Test
  void theEarlierSagaCanGoBackAfterTheLaterTookBackAllItsWrites() {
    // given
    write("second", EARLIER);
    write("third", LATER);
    write("fourth", LATER);
    session.restore(path, fence(LATER));

    // then
    assertThat(session.restore(path, fence(EARLIER))).isEqualTo(new WriteResult.Written());
    assertThat(file).hasContent("first");
  }

  @Test
  void goesBackBehindAllSagasOfTheIntegration() {
    // given
    write("second", EARLIER);
    write("third", LATER);
    Fence all = Fences.ofAll(fence(UUID.randomUUID()));

    // then
    assertThat(session.authorship(path, all)).isInstanceOf(Authorship.Wrote.class);
    assertThat(session.restore(path, all)).isEqualTo(new WriteResult.Written());
    assertThat(file).hasContent("first");
    assertThat(session.restore(path, all)).isEqualTo(new WriteResult.NothingToRestore());
  }

  @Test
  void anIntegrationThatWasTakenBackBeginsAnew() throws IOException {
    // given
    write("second", EARLIER);
    session.restore(path, Fences.ofAll(fence(UUID.randomUUID())));
    Files.writeString(file, "by hand");
    write("third", LATER);

    // when
    WriteResult result = session.restore(path, Fences.ofAll(fence(UUID.randomUUID())));

    // then
    assertThat(result).isEqualTo(new WriteResult.Written());
    assertThat(file).hasContent("by hand");
  }

  @Test
  void whatSomebodyTookAwayAndALaterSagaMadeAgainGoesWithTheIntegration() throws IOException {
    // given
    Files.delete(file);
    write("second", EARLIER);
    Files.delete(file);
    write("second", LATER);
    Fence all = Fences.ofAll(fence(UUID.randomUUID()));

    // then
    assertThat(session.restore(path, all)).isEqualTo(new WriteResult.Written());
    assertThat(file).doesNotExist();
    assertThat(session.restore(path, all)).isEqualTo(new WriteResult.NothingToRestore());
  }

  @Test
  void whatSomebodyMadeAndALaterSagaMendedIsNothingThatTheIntegrationLeaves() throws IOException {
    // given
    write("second", EARLIER);
    Files.writeString(file, "by hand");
    write("second", LATER);
    session.restore(path, fence(LATER));
    write("second", UUID.randomUUID());
    Fence all = Fences.ofAll(fence(UUID.randomUUID()));

    // then
    assertThat(session.restore(path, all)).isEqualTo(new WriteResult.Written());
    assertThat(file).hasContent("first");
    assertThat(session.restore(path, all)).isEqualTo(new WriteResult.NothingToRestore());
  }

  @Test
  void whatSomebodyMadeBeforeTheIntegrationBeganAnewComesBackThoughItIsMendedToTheSame()
      throws IOException {
    // given
    write("second", EARLIER);
    session.restore(path, Fences.ofAll(fence(UUID.randomUUID())));
    Files.writeString(file, "by hand");
    write("second", LATER);

    // when
    WriteResult result = session.restore(path, Fences.ofAll(fence(UUID.randomUUID())));

    // then
    assertThat(result).isEqualTo(new WriteResult.Written());
    assertThat(file).hasContent("by hand");
  }

  @Test
  void whatSomebodyMadeBetweenTwoSagasIsNotSweptAwayWithThem() throws IOException {
    // given
    write("second", EARLIER);
    Files.writeString(file, "by hand");
    write("third", LATER);

    // when
    WriteResult result = session.restore(path, Fences.ofAll(fence(LATER)));

    // then
    assertThat(result).isInstanceOf(WriteResult.Conflict.class);
    assertThat(file).hasContent("third");
  }

  @Test
  @Tag("fault")
  void whereSomebodyWroteSinceAllThreeVersionsAreAtHand() throws IOException {
    // given
    write("second", EARLIER);
    Files.writeString(file, "by hand");

    // when
    WriteResult result = session.restore(path, fence(EARLIER));

    // then
    WriteResult.Versions versions = ((WriteResult.Conflict) result).versions().orElseThrow();
    assertThat(Path.of(versions.former().orElseThrow().value())).hasContent("first");
    assertThat(Path.of(versions.ours().orElseThrow().value())).hasContent("second");
    assertThat(file).hasContent("by hand");
  }

  @Test
  void foldersThatWereMadeForFilesGoWithTheLastOfThem() throws IOException {
    // given
    Path theirs = Files.createDirectory(directory.resolve("theirs"));
    FilePath one = new FilePath(directory + "/theirs/ours/ceph/ceph.conf");
    FilePath other = new FilePath(directory + "/theirs/ours/ceph/ceph.client.glance.keyring");
    write(one, "conf", EARLIER);
    write(other, "keyring", EARLIER);

    // when
    session.restore(one, fence(EARLIER));
    boolean stillThere = Files.isDirectory(directory.resolve("theirs/ours/ceph"));
    session.restore(other, fence(EARLIER));

    // then
    assertThat(stillThere).isTrue();
    assertThat(theirs).isEmptyDirectory();
    session.writeAgain(one, fence(EARLIER));
    assertThat(Path.of(one.value())).hasContent("conf");
  }

  @Test
  void aFolderThatSomebodyUsesMeanwhileStays() throws IOException {
    // given
    FilePath ours = new FilePath(directory + "/ceph/ceph.conf");
    write(ours, "conf", EARLIER);
    Path theirs = Files.writeString(directory.resolve("ceph/rbdmap"), "theirs");

    // when
    WriteResult result = session.restore(ours, fence(EARLIER));

    // then
    assertThat(result).isEqualTo(new WriteResult.Written());
    assertThat(theirs).hasContent("theirs");
  }

  @Test
  void keysThatWeWroteAreNotKeptBesides() throws IOException {
    // given
    write("key = AQAm0ThjAAAAABAA0123456789abcdefghijkl==\n", EARLIER);

    // then
    assertThat(backups()).containsExactly(Secret.of("first").sha256());
  }

  @Test
  void anEntryFromBeforeSagasWereNamedIsAnothersAndReadable() throws IOException {
    // given
    write("second", EARLIER);
    Path journal = state.resolve("journal");
    String line = Files.readString(journal).strip();
    Files.writeString(journal, line.substring(0, line.indexOf(" " + EARLIER)) + "\n");

    // then
    assertThat(session.restore(path, fence(EARLIER))).isEqualTo(new WriteResult.NotOurs());
    write("third", EARLIER);
    assertThat(session.restore(path, fence(EARLIER))).isEqualTo(new WriteResult.Written());
    assertThat(file).hasContent("second");
  }

  @Test
  @Tag("fault")
  void aWriteThatACrashPreventedLeavesNothingToRestore() throws IOException {
    // given
    write("second", EARLIER);
    session.restore(path, fence(EARLIER));
    crashedEntry("write", "first", "never there");

    // then
    assertThat(session.restore(path, fence(EARLIER))).isEqualTo(new WriteResult.NothingToRestore());
    assertThat((session.authorship(path, fence(EARLIER)) instanceof Authorship.Restored)).isTrue();
    assertThat(file).hasContent("first");
  }

  @Test
  @Tag("fault")
  void aRestoreThatACrashPreventedIsDoneWhenAskedAgain() throws IOException {
    // given
    write("second", EARLIER);
    crashedEntry("restore", "second", "first");

    // when
    WriteResult result = session.restore(path, fence(EARLIER));

    // then
    assertThat(result).isEqualTo(new WriteResult.Written());
    assertThat(file).hasContent("first");
  }

  @Test
  void forgetsAfterThirtyDaysWhatNoRollbackNeeds() throws IOException {
    // given
    String key = "AQAm0ThjAAAAABAA0123456789abcdefghijkl==";
    FilePath keyring = new FilePath(directory.resolve("test.keyring").toString());
    Files.writeString(Path.of(keyring.value()), "key = " + key + "\n");
    write(keyring, "key = rotated\n", EARLIER);
    write("second", EARLIER);
    write("third", EARLIER);
    Path journal = state.resolve("journal");
    Files.writeString(
        journal, Files.readString(journal).replaceAll(" \\d{4}-\\d\\d-\\d\\dT", " 2020-01-01T"));
    assertThat(backups()).hasSize(5);

    // when
    write("fourth", LATER);

    // then
    assertThat(backups())
        .containsExactlyInAnyOrder(
            Secret.of("first").sha256(),
            Secret.of("second").sha256(),
            Secret.of("third").sha256(),
            Secret.of("fourth").sha256());
    assertThat(journal).content().hasLineCount(2);
    assertThat(session.restore(path, fence(LATER))).isEqualTo(new WriteResult.Written());
    assertThat(Files.getPosixFilePermissions(state.resolve("backup").resolve(backups().getFirst())))
        .hasSize(2);
  }

  @Test
  void keepsNoMoreThanFiveHundredEntries() throws IOException {
    // given
    write("second", EARLIER);
    Path journal = state.resolve("journal");
    String line = Files.readString(journal);
    Files.writeString(journal, line.repeat(700), StandardOpenOption.APPEND);

    // when
    write("third", EARLIER);

    // then
    assertThat(Files.readAllLines(journal)).hasSize(501);
    assertThat(session.restore(path, fence(EARLIER))).isEqualTo(new WriteResult.Written());
  }

  private void crashedEntry(String kind, String before, String after) throws IOException {
    Files.writeString(
        state.resolve("journal"),
        "%s 9 %s %s 0 0 644 - %s 2030-01-01T00:00:00Z %s step@node%n"
            .formatted(kind, path, Secret.of(before).sha256(), Secret.of(after).sha256(), EARLIER),
        StandardOpenOption.APPEND);
    Files.writeString(state.resolve("backup").resolve(Secret.of(before).sha256()), before);
  }

  private List<String> backups() throws IOException {
    try (Stream<Path> files = Files.list(state.resolve("backup"))) {
      return files.map(each -> each.getFileName().toString()).toList();
    }
  }

  private void write(String content, UUID saga) {
    write(path, content, saga);
  }

  private void write(FilePath where, String content, UUID saga) {
    FileWrite write = new FileWrite(where, Secret.of(content), ROOT, ROOT, 0644);
    assertThat(session.write(write, session.stat(where), fence(saga)))
        .isEqualTo(new WriteResult.Written());
  }

  private Fence fence(UUID saga) {
    return Fences.of(integration, saga, 1, Duration.ofSeconds(5));
  }
}
