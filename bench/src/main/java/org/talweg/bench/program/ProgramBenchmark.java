package org.talweg.bench.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.talweg.bench.program.ProgramResult.Attempt;
import org.talweg.program.Nlp;
import org.talweg.program.PrimalDual;
import org.talweg.program.interior.InteriorPoint;
import org.talweg.program.interior.MultiStart;
import org.talweg.program.interior.Parameters;
import org.talweg.program.interior.Solution;
import org.talweg.program.nl.NlFile;

/**
 * Solves the problems one after the other with the interior-point method, and where that does not
 * reach the best known value, from many starts. Before that the smaller problems are solved without
 * being counted, so that the code is compiled.
 *
 * @param seconds most time for one run
 * @param manySeconds most time for the searches from many starts; 0 leaves them out
 * @param seed of the random starts
 */
public record ProgramBenchmark(double seconds, double manySeconds, long seed) {
  private static final int WARM_UP = 300;
  private static final int MOST_SEARCHES = 10_000;

  public ProgramBenchmark {
    if (!(seconds > 0) || !(manySeconds >= 0)) {
      throw new IllegalArgumentException("times are above 0");
    }
  }

  /** Whether Ipopt is found on the PATH. */
  public static boolean besideIpopt() {
    return Ipopt.onPath().isPresent();
  }

  /**
   * Solves all problems.
   *
   * @param progress hears a line per problem
   */
  public List<ProgramResult> run(List<ProgramCase> cases, Consumer<String> progress)
      throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("talweg-bench");
    try {
      progress.accept("warming up");
      for (ProgramCase problem : cases) {
        if (problem.variables() <= WARM_UP) {
          single(nlp(problem));
        }
      }
      Optional<Ipopt> ipopt = Ipopt.onPath();
      var results = new ArrayList<ProgramResult>();
      for (ProgramCase problem : cases) {
        Nlp nlp = nlp(problem);
        Attempt single = single(nlp);
        Optional<Attempt> many =
            manySeconds > 0 && !single.reaches(problem) ? Optional.of(many(nlp)) : Optional.empty();
        Optional<Attempt> theirs = Optional.empty();
        if (ipopt.isPresent()) {
          theirs = Optional.of(ipopt.get().solve(problem, seconds, scratch));
        }
        var result = new ProgramResult(problem, single, many, theirs);
        results.add(result);
        progress.accept(
            String.format(
                Locale.ROOT,
                "%d of %d: %s %s in %.2f s",
                results.size(),
                cases.size(),
                problem.name(),
                result.ours().status(),
                result.ours().seconds()));
      }
      return results;
    } finally {
      delete(scratch);
    }
  }

  private static Nlp nlp(ProgramCase problem) throws IOException {
    return NlFile.read(problem.file()).nlp();
  }

  private Attempt single(Nlp nlp) {
    long start = System.nanoTime();
    Solution s =
        new InteriorPoint(Parameters.defaults())
            .solve(nlp, PrimalDual.of(nlp.start()), over(start, seconds), words -> {});
    return attempt(s, s.iterations(), 1, start);
  }

  /** All searches are made, as they would be by somebody who does not know the best value. */
  private Attempt many(Nlp nlp) {
    long start = System.nanoTime();
    MultiStart.Found found =
        new MultiStart(Parameters.defaults())
            .solve(
                nlp,
                PrimalDual.of(nlp.start()),
                MultiStart.Goal.BEST,
                MOST_SEARCHES,
                new SplittableRandom(seed),
                over(start, manySeconds),
                better -> {},
                words -> {});
    return attempt(found.solution(), found.iterations(), found.searches(), start);
  }

  private static BooleanSupplier over(long start, double seconds) {
    return () -> System.nanoTime() - start > seconds * 1e9;
  }

  private static Attempt attempt(Solution s, int iterations, int searches, long start) {
    return new Attempt(
        s.status().words(),
        s.objective(),
        s.violation(),
        iterations,
        searches,
        (System.nanoTime() - start) / 1e9);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
