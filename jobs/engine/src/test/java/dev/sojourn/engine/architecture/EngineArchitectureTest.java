package dev.sojourn.engine.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Who may know whom inside the engine, and what it may never ask (rule 1 of the architecture). */
@AnalyzeClasses(
    packages = "dev.sojourn.engine",
    importOptions = ImportOption.DoNotIncludeTests.class)
class EngineArchitectureTest {
  private static final String ROOT = "dev.sojourn.engine";

  @ArchTest
  static final ArchRule theEngineKnowsTheJdkAndFiveLibraries =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java..",
                  ROOT + "..",
                  // CEL, and what it hands out or is made of
                  "dev.cel..",
                  "com.google.common..",
                  "com.google.re2j..",
                  "com.google.errorprone..",
                  "org.threeten.extra..",
                  // JSON, YAML, JSON Schema
                  "com.fasterxml.jackson..",
                  "org.snakeyaml.engine..",
                  "com.networknt.schema..",
                  // cron expressions
                  "com.cronutils.."));

  @ArchTest
  static final ArchRule onlyExpressionsKnowCel =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".expression..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.cel..");

  @ArchTest
  static final ArchRule onlyDocumentsKnowYamlAndJson =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".definition.document..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.fasterxml.jackson..", "org.snakeyaml.engine..", "com.networknt.schema..");

  @ArchTest
  static final ArchRule theCoreDoesNotKnowHowDocumentsAreWritten =
      noClasses()
          .that()
          // Lint is told to authors, by the places in their documents.
          .resideOutsideOfPackages(ROOT + ".definition.document..", ROOT + ".definition.lint..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + ".definition.document..", ROOT + ".definition.lint..");

  @ArchTest
  static final ArchRule nothingAsksForTheTimeOrForChance =
      noClasses()
          .should()
          .dependOnClassesThat(
              type(Clock.class)
                  .or(type(Random.class))
                  .or(type(ThreadLocalRandom.class))
                  .or(type(java.util.concurrent.Executor.class))
                  .or(type(Thread.class)))
          .orShould()
          .callMethodWhere(asksForTheTimeOrForChance());

  @ArchTest
  static final ArchRule nothingReadsOrWritesFilesOrSockets =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.net..", "java.sql..");

  private static DescribedPredicate<JavaCall<?>> asksForTheTimeOrForChance() {
    Set<String> methods =
        Set.of(
            "currentTimeMillis",
            "nanoTime",
            "now",
            "random",
            "randomUUID",
            "systemDefault",
            "getenv",
            "getProperty");
    return DescribedPredicate.describe(
        "asks for the time, for chance or for the machine's settings",
        call ->
            methods.contains(call.getTarget().getName())
                && (call.getTargetOwner().getPackageName().startsWith("java.time")
                    || call.getTargetOwner().isEquivalentTo(System.class)
                    || call.getTargetOwner().isEquivalentTo(Math.class)
                    || call.getTargetOwner().isEquivalentTo(UUID.class)));
  }
}
