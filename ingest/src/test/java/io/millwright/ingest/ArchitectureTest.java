package io.millwright.ingest;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packages are steps of the data path, and know only the steps they need. */
class ArchitectureTest {
  private static final String ROOT = "io.millwright.ingest";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /** Each package, and those of ours that it may know. The root and cli wire and know them all. */
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("codec", Set.of()),
          Map.entry("codec.sparkplug", Set.of("codec")),
          Map.entry("codec.topics", Set.of("codec")),
          Map.entry("registry", Set.of()),
          Map.entry("quarantine", Set.of()),
          Map.entry("database", Set.of()),
          Map.entry("metrics", Set.of()),
          Map.entry("retry", Set.of()),
          Map.entry("rate", Set.of()),
          Map.entry("plans", Set.of()),
          Map.entry("failure", Set.of()),
          // It keeps who is online.
          Map.entry("store", Set.of("quarantine", "codec.sparkplug")),
          Map.entry("backtest", Set.of("registry", "store")),
          Map.entry("verify", Set.of("registry", "plans", "store")),
          Map.entry(
              "pipeline",
              Set.of(
                  "codec",
                  "codec.sparkplug",
                  "registry",
                  "plans",
                  "quarantine",
                  "store",
                  "metrics")),
          // Sources hand messages to the pipeline's intake.
          Map.entry("mqtt", Set.of()),
          Map.entry("mqtt.socket", Set.of()),
          Map.entry("mqtt.limit", Set.of("mqtt.socket", "registry", "rate")),
          Map.entry("mqtt.packet", Set.of("mqtt.socket", "mqtt.limit")),
          Map.entry("mqtt.answer", Set.of("pipeline")),
          Map.entry("mqtt.tls", Set.of()),
          Map.entry("mqtt.downlink", Set.of("pipeline")),
          Map.entry(
              "mqtt.connection",
              Set.of(
                  "mqtt.socket",
                  "mqtt.limit",
                  "mqtt.packet",
                  "mqtt.answer",
                  "codec",
                  "pipeline",
                  "registry")),
          Map.entry(
              "mqtt.admission",
              Set.of(
                  "mqtt.socket",
                  "mqtt.limit",
                  "mqtt.packet",
                  "mqtt.connection",
                  "codec",
                  "registry")),
          Map.entry(
              "mqtt.endpoint",
              Set.of(
                  "mqtt.socket",
                  "mqtt.limit",
                  "mqtt.packet",
                  "mqtt.tls",
                  "mqtt.downlink",
                  "mqtt.connection",
                  "mqtt.admission",
                  "codec",
                  "pipeline",
                  "registry")),
          Map.entry(
              "mqtt.broker",
              Set.of(
                  "mqtt.socket",
                  "mqtt.packet",
                  "mqtt.answer",
                  "mqtt.tls",
                  "mqtt.downlink",
                  "codec",
                  "pipeline",
                  "retry")),
          Map.entry("replay", Set.of("pipeline", "quarantine")),
          // It is told of new orders.
          Map.entry("dispatch", Set.of("pipeline", "metrics", "retry")),
          // It asks folds, and reads the table of orders.
          Map.entry("explain", Set.of("pipeline", "registry", "dispatch")),
          Map.entry("forecast", Set.of("pipeline", "registry")),
          Map.entry(
              "api",
              Set.of(
                  "pipeline",
                  "registry",
                  "plans",
                  "failure",
                  "quarantine",
                  "replay",
                  "dispatch",
                  "explain",
                  "forecast")));

  /** Steps that only carry bytes or SQL, and leave what they mean to the others. */
  private static final Set<String> WITHOUT_RULES =
      Set.of("codec", "mqtt", "replay", "dispatch", "quarantine", "database", "metrics");

  static Set<String> packages() {
    return new TreeSet<>(MAY_KNOW.keySet());
  }

  private static String step(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1) : "";
  }

  /** The first step of a package's name: {@code mqtt} of {@code mqtt.broker}. */
  private static String top(JavaClass type) {
    return step(type).split("\\.", 2)[0];
  }

  private static DescribedPredicate<JavaClass> ours(String description, Set<String> packages) {
    return describe(
        description + packages,
        type -> type.getPackageName().startsWith(ROOT) && packages.contains(step(type)));
  }

  @Test
  void everyPackageHasItsPlace() {
    Set<String> found = new TreeSet<>();
    CLASSES.forEach(type -> found.add(step(type)));
    found.removeAll(Set.of("", "cli"));
    assertThat(found).isEqualTo(packages());
  }

  @ParameterizedTest
  @MethodSource("packages")
  void knowsOnlyTheStepsItNeeds(String step) {
    Set<String> forbidden = new TreeSet<>(packages());
    forbidden.addAll(Set.of("", "cli"));
    forbidden.removeAll(MAY_KNOW.getOrDefault(step, Set.of()));
    forbidden.remove(step);
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + step)
        .should()
        .dependOnClassesThat(ours("any of ", forbidden))
        .check(CLASSES);
  }

  @Test
  void noPackageIsPartOfACircle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    // Folders within a step, each for itself.
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void rulesAreEvaluatedByTheFoldOnly() {
    noClasses()
        .that(describe("are carriers: " + WITHOUT_RULES, type -> WITHOUT_RULES.contains(top(type))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.millwright.rules.fold..", "io.millwright.rules.plan..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT + ".pipeline", ROOT + ".explain", ROOT + ".forecast", ROOT + ".verify")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("io.millwright.rules.fold.AssetFold")
        .check(CLASSES);
  }

  /**
   * Transactions may be opened elsewhere; what is in them is written where the tables are known.
   */
  @Test
  void sqlIsWrittenWhereTablesAreKnown() {
    noClasses()
        .that(ours("without tables: ", Set.of("", "cli", "codec", "metrics", "pipeline", "replay")))
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.sql\\.(Statement|PreparedStatement|ResultSet)")
        .check(CLASSES);
    classes()
        .that()
        .resideInAPackage(ROOT + ".mqtt..")
        .and()
        .doNotHaveSimpleName("SessionStore")
        .should()
        .onlyDependOnClassesThat(
            describe(
                "are no SQL",
                type -> !type.getName().matches("java\\.sql\\.(\\w*Statement|ResultSet)")))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".api")
        .and()
        .haveNameNotMatching(".*\\.WorkOrder.*")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.sql\\.(Statement|PreparedStatement|ResultSet)")
        .check(CLASSES);
  }

  /** Values and helpers without collaborators are made where they are needed. */
  @Test
  void partsAreWiredInOnePlace() {
    noClasses()
        .that(ours("steps: ", packages()))
        .should()
        .callConstructorWhere(
            describe(
                "makes a part of another step that has collaborators",
                ArchitectureTest::makesACollaborator))
        .check(CLASSES);
  }

  private static boolean makesACollaborator(JavaConstructorCall call) {
    JavaClass made = call.getTargetOwner();
    return made.getPackageName().startsWith(ROOT)
        && !top(made).equals(top(call.getOriginOwner()))
        && !made.isRecord()
        && !made.isAssignableTo(Throwable.class)
        && call.getTarget().getRawParameterTypes().stream()
            .anyMatch(
                type ->
                    type.isAssignableTo(DataSource.class)
                        || type.getPackageName().startsWith("io.vertx")
                        || (type.getPackageName().startsWith(ROOT) && !type.isRecord()));
  }

  @Test
  void nothingIsInjectedBehindTheConstructorsBack() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "jakarta.inject..",
            "javax.inject..",
            "com.google.inject..",
            "org.springframework.beans..",
            "org.springframework.context..",
            "org.springframework.stereotype..")
        .check(CLASSES);
  }

  @Test
  void theTimeComesFromOutside() {
    noClasses()
        .that(ours("steps: ", packages()))
        .should()
        .callMethodWhere(
            describe(
                "reads the wall clock",
                call ->
                    (call.getTargetOwner().getName() + "." + call.getName())
                        .matches(
                            "java\\.lang\\.System\\.currentTimeMillis"
                                + "|java\\.time\\.\\w+\\.now"
                                + "|java\\.time\\.(Clock|InstantSource)\\.system\\w*")))
        .check(CLASSES);
  }
}
