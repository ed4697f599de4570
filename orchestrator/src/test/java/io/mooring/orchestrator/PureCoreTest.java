package io.mooring.orchestrator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Document, planner and engine stay free of frameworks, clocks and chance. */
class PureCoreTest {
  private static final String[] CORE = {
    "io.mooring.orchestrator.document..",
    "io.mooring.orchestrator.planner..",
    "io.mooring.orchestrator.saga.."
  };

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.mooring.orchestrator");

  @Test
  void knowsNoFramework() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quarkus..",
            "io.smallrye..",
            "jakarta..",
            "org.hibernate..",
            "org.apache.kafka..",
            "org.eclipse.microprofile..",
            "java.sql..")
        .check(classes);
  }

  @Test
  void readsNoClockAndMakesNoIds() {
    noClasses()
        .that()
        .resideInAnyPackage("io.mooring.orchestrator.planner..", "io.mooring.orchestrator.saga..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .check(classes);
  }

  @Test
  void dependsOnNothingAroundIt() {
    noClasses()
        .that()
        .resideInAnyPackage("io.mooring.orchestrator.document..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.mooring.orchestrator.planner..", "io.mooring.orchestrator.saga..")
        .check(classes);
    slices()
        .matching("io.mooring.orchestrator.(document|planner|saga)..")
        .should()
        .beFreeOfCycles()
        .check(classes);
  }
}
