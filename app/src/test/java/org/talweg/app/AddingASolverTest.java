package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page docs/adding-a-solver.md, taken at its word. */
class AddingASolverTest {
  @TempDir Path folder;

  @Test
  void thePagesFileAndServiceLineAreAllThatASolverNeeds() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "adding-a-solver.md"));
    Path source = Files.createDirectories(folder.resolve("src")).resolve("StepHalving.java");
    Files.writeString(source, block(page, "```java\n(package .*?)```"));
    Path services =
        Files.createDirectories(folder.resolve("classes/META-INF/services"))
            .resolve("org.talweg.engine.Solver");
    Files.writeString(services, block(page, "```\n(org\\.talweg\\.\\S+\n)```"));
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.resolve("classes").toString(),
                source.toString());
    assertThat(compiled).isZero();

    String problem = Path.of("..", "examples", "branin.yaml").toAbsolutePath().toString();
    assertThat(talweg("solvers")).contains("step-halving");
    assertThat(talweg("explain", problem, "--json")).contains("step-halving");
    assertThat(talweg("solve", problem, "--solver", "step-halving", "--json", "--store", "runs.db"))
        .contains("\"solver\" : \"step-halving\"");
  }

  /** What the command line prints in a process that has the new classes on its class path. */
  private String talweg(String... args) throws Exception {
    String path = folder.resolve("classes") + File.pathSeparator;
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp"));
    line.add(path + System.getProperty("java.class.path"));
    line.add(Main.class.getName());
    line.addAll(List.of(args));
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectError(folder.resolve("errors.txt").toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s", Files.readString(folder.resolve("errors.txt"))).isZero();
    return out;
  }

  private static String block(String page, String pattern) {
    Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }
}
