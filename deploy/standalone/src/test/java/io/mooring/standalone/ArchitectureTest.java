package io.mooring.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.mooring.participant.step.Step;
import jakarta.inject.Singleton;

/** Which room may know which; only the whole product shows it. */
@AnalyzeClasses(packages = "io.mooring", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] SERVICES = {
    "io.mooring.ceph..", "io.mooring.keyring..", "io.mooring.libvirt..", "io.mooring.openstack.."
  };
  private static final String[] KAFKA = {
    "org.apache.kafka..", "io.smallrye.reactive.messaging.kafka.."
  };

  @ArchTest
  static final ArchRule aServiceSeesOfParticipantOnlyTheStep =
      noClasses()
          .that()
          .resideInAnyPackage(SERVICES)
          .and()
          .haveSimpleNameNotEndingWith("Commands")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.mooring.participant.run..", "io.mooring.participant.messaging..");

  @ArchTest
  static final ArchRule theDoorOfAServiceKnowsNothingButTheConsumer =
      noClasses()
          .that()
          .resideInAnyPackage(SERVICES)
          .and()
          .haveSimpleNameEndingWith("Commands")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.mooring.contracts..", "io.mooring.node..", "io.mooring.participant.run..");

  @ArchTest
  static final ArchRule theRoomsOfParticipantLeadOneWay =
      slices().matching("io.mooring.participant.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule messagingIsTheOnlyUserOfKafkaOnItsSide =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.mooring.participant.messaging..",
              "io.mooring.bus..",
              "io.mooring.orchestrator..",
              "io.mooring.broker..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(KAFKA);

  @ArchTest
  static final ArchRule nodeAccessIsTheOnlyUserOfSshj =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.mooring.node..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("net.schmizz..", "com.hierynomus..");

  @ArchTest
  static final ArchRule theOrchestratorReachesNoNode =
      noClasses()
          .that()
          .resideInAPackage("io.mooring.orchestrator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.mooring.node..", "io.mooring.participant..");

  @ArchTest
  static final ArchRule allStepsHaveOneShape =
      classes()
          .that()
          .implement(Step.class)
          .should()
          .haveNameMatching(".*\\.[A-Z][a-z]+([A-Z][a-z]+)+Step")
          .andShould()
          .bePackagePrivate()
          .andShould()
          .beAnnotatedWith(Singleton.class);
}
