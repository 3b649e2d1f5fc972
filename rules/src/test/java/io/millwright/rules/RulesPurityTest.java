package io.millwright.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The rules see no clock, no world and no chance: what they say depends on the log alone. */
class RulesPurityTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.millwright.rules");

  private static DescribedPredicate<JavaClass> oneOf(String... names) {
    DescribedPredicate<JavaClass> any = DescribedPredicate.alwaysFalse();
    for (String name : names) {
      any = any.or(name(name).forSubtype());
    }
    return any.as(String.join(", ", names));
  }

  private static DescribedPredicate<JavaAccess<?>> call(String description, String pattern) {
    return DescribedPredicate.describe(
        description,
        access -> (access.getTargetOwner().getName() + "." + access.getName()).matches(pattern));
  }

  private static void holds(ArchRule rule) {
    rule.check(CLASSES);
  }

  @Test
  void theClassesAreThere() {
    Assertions.assertThat(CLASSES)
        .extracting(JavaClass::getSimpleName)
        .contains("AssetFold", "PlanReader", "AssetStateJson", "Asset");
  }

  @Test
  void noInputOrOutput() {
    // The schema and nothing else is read, from the class path.
    DescribedPredicate<JavaClass> resource =
        oneOf(
            "java.io.InputStream",
            "java.io.IOException",
            "java.io.UncheckedIOException",
            "java.io.Serial",
            "java.io.Serializable");
    holds(
        noClasses()
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                        "java.io..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.net..",
                        "java.sql..",
                        "javax.sql..")
                    .and(DescribedPredicate.not(resource))));
  }

  @Test
  void noClock() {
    holds(
        noClasses()
            .should()
            .dependOnClassesThat(
                oneOf("java.time.Clock", "java.time.InstantSource", "java.util.Timer")));
    holds(
        noClasses()
            .should()
            .accessTargetWhere(
                call(
                    "reads the clock",
                    "java\\.lang\\.System\\.(currentTimeMillis|nanoTime)"
                        + "|java\\.time\\..*\\.now|java\\.time\\.ZoneId\\.systemDefault"
                        + "|java\\.util\\.(Date|GregorianCalendar)\\.<init>"
                        + "|java\\.util\\.Calendar\\.getInstance|java\\.lang\\.Thread\\.sleep")));
  }

  @Test
  void noChance() {
    holds(
        noClasses()
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("java.util.random..")
                    .or(
                        oneOf(
                            "java.util.Random",
                            "java.util.SplittableRandom",
                            "java.util.concurrent.ThreadLocalRandom",
                            "java.security.SecureRandom"))));
    holds(
        noClasses()
            .should()
            .accessTargetWhere(
                call(
                    "draws lots",
                    "java\\.util\\.UUID\\.randomUUID|java\\.lang\\.(Strict)?Math\\.random"
                        + "|java\\.lang\\.System\\.identityHashCode"
                        + "|java\\.util\\.Collections\\.shuffle")));
  }

  @Test
  void noLoggingAndNoPrinting() {
    holds(
        noClasses()
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("org.slf4j..", "java.util.logging..")
                    .or(nameMatching("java\\.lang\\.System\\$Logger.*").forSubtype())));
    holds(
        noClasses()
            .should()
            .accessTargetWhere(
                call(
                    "uses the process",
                    "java\\.lang\\.System\\.(out|err|in|getenv|getProperty|exit)"
                        + "|java\\.lang\\.(Runtime|ProcessBuilder)\\..*"
                        + "|java\\.lang\\.Throwable\\.printStackTrace")));
  }

  @Test
  void theFoldKnowsNoFileFormat() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "io.millwright.rules.planfile..",
                "io.millwright.rules.plantest..",
                "io.millwright.rules.checkpoint..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "tools.jackson..", "com.fasterxml..", "com.networknt..", "org.snakeyaml.."));
  }

  /** Each package knows only those before it: an order in which the code can be read. */
  @Test
  void thePackagesLookOneWay() {
    List<String> order =
        List.of(
            "model",
            "plan",
            "planfile",
            "event",
            "episode",
            "state",
            "checkpoint",
            "meter",
            "due",
            "condition",
            "fold",
            "backtest",
            "explain",
            "forecast",
            "plantest");
    Assertions.assertThat(CLASSES)
        .extracting(c -> c.getPackageName().replace("io.millwright.rules.", ""))
        .isSubsetOf(order);
    for (int i = 1; i < order.size(); i++) {
      String[] later =
          order.subList(i, order.size()).stream()
              .map(name -> "io.millwright.rules." + name + "..")
              .toArray(String[]::new);
      holds(
          noClasses()
              .that()
              .resideInAPackage("io.millwright.rules." + order.get(i - 1) + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(later));
    }
  }
}
