package org.talweg.papers;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The reproductions on the class path, and how one is run. */
public final class Reproductions {
  private Reproductions() {}

  private static List<Reproduction> all() {
    var all = new ArrayList<Reproduction>();
    ServiceLoader.load(Reproduction.class, Reproductions.class.getClassLoader()).forEach(all::add);
    return all;
  }

  /** The papers that can be run. */
  public static Set<String> ids() {
    return all().stream().map(Reproduction::paper).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The reproduction of that paper, empty where there is none yet. */
  public static Optional<Reproduction> find(String id) {
    return all().stream().filter(reproduction -> reproduction.paper().equals(id)).findFirst();
  }

  /**
   * Runs the reproduction of a paper and judges its claims.
   *
   * @throws UnknownPaperException where the table has no such paper
   * @throws ReproductionException where there is no reproduction, it fails, or its deadline passes
   */
  public static Report run(String id, ReproductionOptions options, ReproductionListener listener)
      throws UnknownPaperException, ReproductionException, InterruptedException {
    Paper paper = PaperTable.bundled().find(id).paper();
    Reproduction reproduction =
        find(id)
            .orElseThrow(
                () ->
                    new ReproductionException(
                        "no reproduction of '" + id + "' has been written yet"));
    return run(paper, reproduction, options, listener);
  }

  static Report run(
      Paper paper,
      Reproduction reproduction,
      ReproductionOptions options,
      ReproductionListener listener)
      throws ReproductionException, InterruptedException {
    List<Claim> claims = reproduction.claims();
    List<Long> seeds = options.seedsOf(reproduction);
    listener.started(paper, seeds.size());
    Machine machine = Machine.here();
    long start = System.nanoTime();
    List<Figure> figures = reproduction.run(new Context(seeds, options, listener));
    double seconds = (System.nanoTime() - start) / 1e9;
    List<Claim.Judged> judged = claims.stream().map(claim -> claim.judge(figures)).toList();
    return new Report(
        paper.id(),
        paper.title(),
        Verdict.of(judged.stream().map(Claim.Judged::verdict).toList()),
        options.quick(),
        LocalDate.now(ZoneOffset.UTC).toString(),
        version(),
        machine,
        seeds,
        seconds,
        reproduction.protocol(),
        reproduction.baselines(),
        judged,
        figures,
        reproduction.limits());
  }

  private static String version() {
    String version = Reproductions.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
