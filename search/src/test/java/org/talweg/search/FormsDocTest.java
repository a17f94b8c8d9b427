package org.talweg.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;
import org.talweg.search.allocation.Allocation;
import org.talweg.search.allocation.AllocationProblem;
import org.talweg.search.allocation.Group;
import org.talweg.search.allocation.Learner;
import org.talweg.search.allocation.Utility;
import org.talweg.search.identification.Hypotheses;
import org.talweg.search.identification.IdentificationProblem;
import org.talweg.search.identification.Identified;
import org.talweg.search.sequence.Schedule;
import org.talweg.search.sequence.SequenceProblem;

/**
 * The snippets of docs/forms.md are the bodies of these tests, and of those of the class of the
 * same name in program.
 */
class FormsDocTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "forms.md");
  private static final List<Path> SOURCES =
      List.of(
          Path.of("src/test/java/org/talweg/search/FormsDocTest.java"),
          Path.of("../program/src/test/java/org/talweg/program/FormsDocTest.java"),
          Path.of("../learn/src/test/java/org/talweg/learn/discovery/DiscoveryTest.java"));
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }

  @Test
  void everySnippetIsTestedHere() throws IOException {
    var sources = new StringBuilder();
    for (Path path : SOURCES) {
      sources.append(squeezed(Files.readString(path)));
    }
    String source = sources.toString();
    List<String> snippets =
        SNIPPET
            .matcher(Files.readString(DOCUMENT))
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();
    assertThat(snippets).isNotEmpty();
    assertThat(snippets).allSatisfy(snippet -> assertThat(source).contains(squeezed(snippet)));
  }

  private record Relaxation(double best) {
    double iterations(int instance, double omega) {
      return 1 + 100 * Math.abs(omega - best) + instance % 3;
    }
  }

  @Test
  void sequence() throws Exception {
    var solver = new Relaxation(1.6);
    var problem =
        SequenceProblem.of(
                "relaxation", 200, SequenceProblem.evenly(1.0, 1.95, 20), solver::iterations)
            .withLeastCost(1);
    Outcome<Schedule> learned = Talweg.solve(problem, RunOptions.within(Budget.evaluations(200)));
    List<Double> used = learned.best().orElseThrow().solution().parameters();
    assertThat(used).hasSize(200);
  }

  @Test
  void allocation() throws Exception {
    Learner learner = (group, size) -> (group == 0 ? 0.9 : 0.8) - (group + 1) / Math.sqrt(size + 1);
    var groups = List.of(new Group("city", 1, 0.8), new Group("country", 2, 0.2));
    var sampling = AllocationProblem.of("survey", groups, 3000, 40, Utility.MIN, learner);
    Outcome<Allocation> bought =
        Talweg.solve(sampling, RunOptions.within(Budget.time(Duration.ofMinutes(5))));
    List<Integer> samples = bought.best().orElseThrow().solution().samples();
    assertThat(samples.get(1)).isGreaterThan(samples.get(0));
  }

  private record Build(int firstBad) {
    boolean passes(int commit) {
      return commit < firstBad;
    }
  }

  @Test
  void identification() throws Exception {
    var build = new Build(7);
    var finding =
        IdentificationProblem.of(
            "bad commit", Hypotheses.thresholds(10), 12, commit -> build.passes(commit));
    Outcome<Identified> found =
        Talweg.solve(
            finding, RunOptions.within(Budget.evaluations(12)).withSolver("soft-bisection"));
    int good = found.best().orElseThrow().solution().hypothesis();
    assertThat(good).isEqualTo(7);
  }
}
