package org.talweg.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The arrows of the design, which only point down: model, engine, the middle modules (which do not
 * know one another), papers, bench, app. Read off the class files of every module that app sees.
 */
class ArchitectureTest {

  private static JavaClasses talweg;

  @BeforeAll
  static void readAllModules() {
    talweg =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.talweg");
  }

  @Test
  void modelDependsOnNothingButJava() {
    hold(
        classes()
            .that()
            .resideInAPackage("org.talweg.model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "org.talweg.model.."));
  }

  @Test
  void engineKnowsOnlyModel() {
    knowsOnly("engine", "model", "engine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"search", "program", "discrete", "learn", "language", "fabric"})
  void middleModulesKnowOnlyEngineAndModel(String module) {
    knowsOnly(module, "model", "engine", module);
  }

  @Test
  void onlyAppKnowsBench() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackages("org.talweg.bench..", "org.talweg.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.talweg.bench.."));
  }

  @Test
  void onlyBenchKnowsOnnxRuntime() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.talweg.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime.."));
  }

  @Test
  void onlyLearnAndWhatIsAboveItKnowLibTorch() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "org.talweg.learn..", "org.talweg.papers..", "org.talweg.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco.."));
  }

  @Test
  void nothingKnowsApp() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.talweg.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.talweg.app.."));
  }

  @Test
  void everyPackageWithClassesIsNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : talweg) {
      if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
        unmarked.add(type.getPackageName());
      }
    }
    assertThat(unmarked).as("packages whose package-info.java is not @NullMarked").isEmpty();
  }

  private static void knowsOnly(String module, String... known) {
    Set<String> allowed =
        Stream.of(known).map(name -> "org.talweg." + name + "..").collect(Collectors.toSet());
    String[] others =
        Stream.of(
                "model",
                "engine",
                "search",
                "program",
                "discrete",
                "learn",
                "language",
                "fabric",
                "papers",
                "bench",
                "app")
            .map(name -> "org.talweg." + name + "..")
            .filter(name -> !allowed.contains(name))
            .toArray(String[]::new);
    hold(
        noClasses()
            .that()
            .resideInAPackage("org.talweg." + module + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(others));
  }

  private static void hold(ArchRule rule) {
    rule.allowEmptyShould(true).check(talweg);
  }
}
