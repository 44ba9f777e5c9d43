package dev.sojourn.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/**
 * Who may know whom, over all modules: deploy knows everything, so it is here that everything can
 * be seen.
 */
@AnalyzeClasses(packages = "dev.sojourn", importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {
  private static final String[] DEPLOY = {"dev.sojourn.cli..", "dev.sojourn.local.."};
  private static final String ENGINE = "dev.sojourn.engine..";
  private static final String SIMULATOR = "dev.sojourn.simulator..";
  private static final String JOURNEYS = "dev.sojourn.journeys..";
  private static final String DELIVERY = "dev.sojourn.delivery..";
  private static final String CONNECTORS = "dev.sojourn.connector..";
  private static final String CONNECTOR_API = "dev.sojourn.connector";
  private static final String[] SCHEMAS = {"dev.sojourn.schemas..", "dev.sojourn.avro.."};

  @ArchTest
  static final ArchRule NOTHING_KNOWS_DEPLOY =
      noClasses()
          .that()
          .resideInAnyPackage(
              ENGINE, SIMULATOR, JOURNEYS, DELIVERY, CONNECTORS, SCHEMAS[0], SCHEMAS[1])
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(DEPLOY);

  @ArchTest
  static final ArchRule ONLY_DEPLOY_KNOWS_THE_SIMULATOR =
      noClasses()
          .that()
          .resideInAnyPackage(ENGINE, JOURNEYS, DELIVERY, CONNECTORS, SCHEMAS[0], SCHEMAS[1])
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SIMULATOR);

  @ArchTest
  static final ArchRule THE_SIMULATOR_KNOWS_THE_ENGINE_AND_READS_NO_CLOCK =
      noClasses()
          .that()
          .resideInAPackage(SIMULATOR)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              JOURNEYS,
              DELIVERY,
              CONNECTORS,
              SCHEMAS[0],
              SCHEMAS[1],
              "org.apache.flink..",
              "org.apache.kafka..",
              "java.nio.file..",
              "java.net..")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now");

  @ArchTest
  static final ArchRule THE_ENGINE_KNOWS_NOTHING_OF_THE_OTHERS =
      noClasses()
          .that()
          .resideInAPackage(ENGINE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              JOURNEYS,
              DELIVERY,
              CONNECTORS,
              SCHEMAS[0],
              SCHEMAS[1],
              "org.apache.flink..",
              "org.apache.kafka..");

  @ArchTest
  static final ArchRule THE_SCHEMAS_KNOW_NOTHING_OF_THE_OTHERS =
      noClasses()
          .that()
          .resideInAnyPackage(SCHEMAS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ENGINE, JOURNEYS, DELIVERY, CONNECTORS, "org.apache.flink..");

  @ArchTest
  static final ArchRule THE_JOURNEYS_JOB_KNOWS_ENGINE_AND_SCHEMAS =
      noClasses()
          .that()
          .resideInAPackage(JOURNEYS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(DELIVERY, CONNECTORS);

  @ArchTest
  static final ArchRule THE_DELIVERY_JOB_KNOWS_SCHEMAS_AND_THE_CONNECTOR_API =
      noClasses()
          .that()
          .resideInAPackage(DELIVERY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ENGINE, JOURNEYS, "dev.sojourn.connector.smtp..", "dev.sojourn.connector.webhook..");

  @ArchTest
  static final ArchRule A_CONNECTOR_KNOWS_THE_API_AND_ITSELF =
      noClasses()
          .that()
          .resideInAPackage(CONNECTORS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ENGINE,
              JOURNEYS,
              DELIVERY,
              SCHEMAS[0],
              SCHEMAS[1],
              "org.apache.flink..",
              "org.apache.kafka..");

  @ArchTest
  static final ArchRule THE_CONNECTOR_API_KNOWS_THE_JDK_ONLY =
      classes()
          .that()
          .resideInAPackage(CONNECTOR_API)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", CONNECTOR_API);
}
