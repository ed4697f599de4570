package io.mooring.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action.DefineSecret;
import io.mooring.contracts.Action.SecretAdoption;
import io.mooring.contracts.Action.SecretOwner;
import io.mooring.contracts.Action.SecretPair;
import io.mooring.contracts.BackendName;
import io.mooring.contracts.Change;
import io.mooring.contracts.Choice;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.infrastructure.Site;
import io.mooring.libvirt.Secrets.Reference;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private static final UUID OURS = UUID.fromString("8dac896c-59b4-45a7-8cad-016d561992b0");
  private static final UUID OTHER = UUID.fromString("11111111-2222-3333-4444-555555555555");
  private static final UUID THIRD = UUID.fromString("99999999-2222-3333-4444-555555555555");
  private static final String USAGE = "client.cinder secret";

  /** On a compute that does not decide, or where the document does. */
  private static final DefineSecret GIVEN = action(Optional.empty());

  private static final DefineSecret DECIDING =
      action(
          Optional.of(
              new SecretAdoption(
                  Site.node("controller", 22),
                  new FilePath("/etc/cinder/cinder.conf"),
                  new BackendName("ceph"))));

  private static final String NOVAS_USAGE = "client.nova secret";
  private static final DefineSecret NOVAS =
      new DefineSecret(
          Site.CEPH,
          new ClientName("nova"),
          OURS,
          NOVAS_USAGE,
          Optional.empty(),
          Optional.of(new SecretPair(SecretOwner.NOVA, USAGE, true)));
  private static final DefineSecret BESIDE_NOVAS =
      new DefineSecret(
          Site.CEPH,
          new ClientName("cinder"),
          OTHER,
          USAGE,
          Optional.empty(),
          Optional.of(new SecretPair(SecretOwner.CINDER, NOVAS_USAGE, false)));

  private Decisions decisions = Decisions.NONE;

  @Test
  void aContestedSecretIsAdoptedOrReplacedWhenAPersonSaidSo() {
    // given
    String printed = held(OTHER, USAGE, "same") + "domain " + THIRD + "\n";
    Plan undecided = plan(DECIDING, printed);

    // when
    decisions = new Decisions(Map.of("secret-conflict:" + OTHER, "adopt"));
    Plan adopted = plan(DECIDING, printed);
    decisions = new Decisions(Map.of("secret-conflict:" + OTHER, "replace"));
    Plan replaced = plan(DECIDING, printed);

    // then
    assertThat(undecided.stop().orElseThrow().choices())
        .extracting(Choice::name)
        .containsExactly("adopt", "replace");
    assertThat(adopted.facts()).containsEntry(SecretOwner.CINDER.fact(), OTHER.toString());
    assertThat(replaced.stop()).isEmpty();
    assertThat(replaced.changes().getFirst().summary()).contains("in the place of " + OTHER);
  }

  @Test
  void aSecretThatNobodyNamesIsToldAndGoesWhenAPersonSaidSo() {
    // given
    String printed =
        held(OURS, USAGE, "same")
            + "secret "
            + OTHER
            + "   ceph by hand\nsecret "
            + THIRD
            + "   ceph in use\ndomain "
            + THIRD
            + "\n";
    Plan undecided = plan(GIVEN, printed);

    // when
    decisions = new Decisions(Map.of("left-over-secret:" + OTHER, "remove"));
    Plan decided = plan(GIVEN, printed);

    // then
    assertThat(undecided.changes()).isEmpty();
    assertThat(undecided.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains(OTHER.toString()));
    assertThat(decided.changes())
        .extracting(Change::subject)
        .containsExactly("libvirt secret " + OTHER);
  }

  @Test
  void aMissingSecretIsDefined() {
    Plan plan = plan(GIVEN, "");
    assertThat(plan.changes()).extracting(Change::kind).containsExactly(Change.Kind.CREATE);
    assertThat(plan.summary()).contains(USAGE, "key print");
  }

  @Test
  void theSameValueIsLeft() {
    assertThat(plan(GIVEN, held(OURS, USAGE, "same")).changes()).isEmpty();
  }

  @Test
  void anotherOrNoValueIsSet() {
    assertThat(plan(GIVEN, held(OURS, USAGE, "different")).summary())
        .contains("gets another value");
    assertThat(plan(GIVEN, held(OURS, USAGE, "none")).summary()).contains("gets its value");
  }

  @Test
  void anEphemeralSecretIsMadeToLast() {
    assertThat(plan(GIVEN, held(OURS, USAGE, "same") + "flag " + OURS + " ephemeral\n").summary())
        .contains("outlast a restart");
  }

  @Test
  void ourUuidForSomethingElseIsAConflict() {
    conflicts(plan(GIVEN, held(OURS, "another usage", "same")), "another usage");
    conflicts(plan(GIVEN, "secret " + OURS + "   iscsi target\n"), "not Ceph");
    conflicts(plan(GIVEN, "secret " + OURS + "   Unused\n"), "not Ceph");
  }

  @Test
  void otherSecretsDoNotMatter() {
    String others = "secret " + OTHER + "   ceph other cluster's secret\n";
    assertThat(plan(GIVEN, others + held(OURS, USAGE, "same")).changes()).isEmpty();
  }

  @Test
  void aSecretInUseIsAdoptedForAll() {
    // given
    String inUse = held(OTHER, USAGE, "same") + "nova " + OTHER + "\ndomain " + OTHER + "\n";
    Secrets secrets = Secrets.read(inUse).with(cinder(OTHER));

    // when
    Plan plan = plan(DECIDING, secrets, Optional.empty());

    // then
    assertThat(plan.stop()).isEmpty();
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.facts()).containsEntry(SecretOwner.CINDER.fact(), OTHER.toString());
  }

  @Test
  void aSecretIsNotAdoptedWhenAnotherIsNamedAndBothAreTold() {
    Secrets secrets = Secrets.read(held(OTHER, USAGE, "same")).with(cinder(THIRD));
    conflicts(plan(DECIDING, secrets, Optional.empty()), OTHER.toString(), THIRD.toString());
    conflicts(
        plan(DECIDING, held(OTHER, USAGE, "same") + "domain " + THIRD + "\n"), THIRD.toString());
  }

  @Test
  void whatIsNamedForAnotherClusterDoesNotStandAgainstAnAdoption() {
    String elsewhere = "secret " + THIRD + "   ceph client.cinder east secret\n";
    Plan plan = plan(DECIDING, held(OTHER, USAGE, "same") + elsewhere + "domain " + THIRD + "\n");
    assertThat(plan.facts()).containsEntry(SecretOwner.CINDER.fact(), OTHER.toString());
  }

  @Test
  void theSecretThatCinderNamesIsTakenWhereLibvirtHasNone() {
    Plan plan = plan(DECIDING, Secrets.read("").with(cinder(OTHER)), Optional.empty());
    assertThat(plan.summary()).contains("libvirt secret " + OTHER);
    assertThat(plan.facts()).containsEntry(SecretOwner.CINDER.fact(), OTHER.toString());
  }

  @Test
  void theOthersTakeWhatWasDecided() {
    Plan plan = plan(GIVEN, Secrets.read(""), Optional.of(OTHER));
    assertThat(plan.summary()).contains("libvirt secret " + OTHER);
    assertThat(plan.facts()).isEmpty();
  }

  @Test
  void aSecretThatNobodyNamesMakesWay() {
    Plan plan = plan(GIVEN, held(OTHER, USAGE, "same"));
    assertThat(plan.stop()).isEmpty();
    assertThat(plan.summary()).contains(OURS.toString(), "in the place of " + OTHER);
  }

  @Test
  void aSecretThatSomebodyNamesStays() {
    conflicts(
        plan(GIVEN, held(OTHER, USAGE, "same") + "domain " + OTHER + "\n"),
        OTHER.toString(),
        OURS.toString(),
        "a domain names");
  }

  @Test
  void neitherOfTwoSecretsIsALeftOverOfTheOther() {
    // given both, and nobody has named either yet
    String both = held(OTHER, USAGE, "same") + held(OURS, NOVAS_USAGE, "same");

    // when
    Plan novas = plan(NOVAS, both);
    Plan cinders = plan(BESIDE_NOVAS, both);

    // then
    assertThat(novas.changes()).isEmpty();
    assertThat(novas.findings()).isEmpty();
    assertThat(cinders.changes()).isEmpty();
    assertThat(cinders.findings()).isEmpty();
  }

  @Test
  void theSecretOfAnotherIntegrationIsNoLeftOver() {
    // given a further cluster of the same cloud, whose secret nobody on this node names yet
    String east = "client.cinder east secret";
    String other = held(OURS, USAGE, "same") + held(OTHER, east, "none");

    // when
    Plan plan = plan(GIVEN, other + "other " + OTHER + " east\n");

    // then
    assertThat(plan(GIVEN, other).findings()).isNotEmpty();
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.findings()).isEmpty();
  }

  @Test
  void theSecretOfAnotherIntegrationIsNotReplaced() {
    conflicts(
        plan(GIVEN, held(OTHER, USAGE, "same") + "other " + OTHER + " east\n"),
        OTHER.toString(),
        "the integration east names");
  }

  @Test
  void novasOwnSecretIsMadeBesideTheOneThatNovaHasShared() {
    Plan plan = plan(NOVAS, held(OTHER, USAGE, "same") + "nova " + OTHER + "\n");

    assertThat(plan.stop()).isEmpty();
    assertThat(plan.summary()).contains("libvirt secret " + OURS, NOVAS_USAGE, "client.nova");
    assertThat(plan.facts()).containsOnlyKeys(SecretOwner.NOVA.fact());
  }

  @Test
  void novasOwnSecretThatIsInUseIsAdoptedForAll() {
    Plan plan =
        plan(
            NOVAS,
            held(OTHER, USAGE, "same") + held(THIRD, NOVAS_USAGE, "same") + "nova " + THIRD + "\n");

    assertThat(plan.changes()).isEmpty();
    assertThat(plan.facts()).containsExactly(Map.entry(SecretOwner.NOVA.fact(), THIRD.toString()));
    assertThat(plan.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).endsWith("and in nova."));
  }

  @Test
  void aConflictOverNovasOwnSecretNamesItsField() {
    DefineSecret given =
        new DefineSecret(
            Site.CEPH,
            new ClientName("nova"),
            OURS,
            NOVAS_USAGE,
            Optional.empty(),
            Optional.of(new SecretPair(SecretOwner.NOVA, USAGE, false)));

    Plan plan = plan(given, held(THIRD, NOVAS_USAGE, "same") + "nova " + THIRD + "\n");

    conflicts(plan, THIRD.toString(), OURS.toString());
    assertThat(plan.stop().orElseThrow().next()).contains("libvirt.novaSecretUuid");
  }

  @Test
  void aPrivateSecretCountsByItsUse() {
    String flag = "flag " + OURS + " private\n";
    assertThat(plan(GIVEN, held(OURS, USAGE, "same") + flag).changes()).isEmpty();
    assertThat(plan(GIVEN, held(OURS, USAGE, "different") + flag).summary())
        .contains("gets another value");
    conflicts(plan(GIVEN, held(OURS, USAGE, "unproved") + flag), "private");
  }

  @Test
  void aMissingUserStopsUnlessItIsOnlyPlanned() {
    assertThat(choice(Optional.empty(), false).stop())
        .hasValueSatisfying(
            stop -> assertThat(stop.code()).isEqualTo(ErrorCode.CEPHX_USER_MISSING));
    assertThat(choice(Optional.empty(), true).stop()).isEmpty();
  }

  private static SecretChoice choice(Optional<String> fingerprint, boolean onlyPlanned) {
    return new SecretChoice(
        GIVEN, Secrets.read(""), OURS, fingerprint, onlyPlanned, Decisions.NONE);
  }

  private static String held(UUID uuid, String usage, String value) {
    return "secret %s   ceph %s\nvalue %s %s\n".formatted(uuid, usage, uuid, value);
  }

  private static Reference cinder(UUID secret) {
    return new Reference("cinder.conf on controller", secret);
  }

  private static void conflicts(Plan plan, String... names) {
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.stop())
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.code()).isEqualTo(ErrorCode.SECRET_CONFLICT);
              assertThat(stop.message()).contains(names);
            });
  }

  private static DefineSecret action(Optional<SecretAdoption> adoption) {
    return new DefineSecret(Site.CEPH, new ClientName("cinder"), OURS, USAGE, adoption);
  }

  private Plan plan(DefineSecret action, String printed) {
    return plan(action, Secrets.read(printed), Optional.empty());
  }

  private Plan plan(DefineSecret action, Secrets secrets, Optional<UUID> decided) {
    UUID chosen = SecretChoice.choose(action, secrets, decided, decisions);
    return new DefineSecretStep(null)
        .plan(
            action,
            new SecretChoice(action, secrets, chosen, Optional.of("print"), false, decisions));
  }
}
