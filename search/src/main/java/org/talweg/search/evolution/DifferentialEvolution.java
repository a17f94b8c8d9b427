package org.talweg.search.evolution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Proposal;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Form;
import org.talweg.model.Space;
import org.talweg.search.Reach;
import org.talweg.search.sobol.InitialDesign;

/**
 * L-SHADE: differential evolution that learns its two parameters and shrinks its population.
 *
 * <p>A child of the member x_i in the unit cube is made by mutation and binomial crossover,
 *
 * <pre>
 *   v   = x_i + F (x_pbest - x_i) + F (x_r1 - x_r2)
 *   u_j = v_j with probability CR, and for one j in any case; else x_ij
 * </pre>
 *
 * where x_pbest is one of the best 11%, x_r1 any member and x_r2 any member or one of the archive
 * of replaced members; it replaces x_i unless it is worse. F ~ Cauchy(M_F, 0.1) and CR ~ N(M_CR,
 * 0.1), with (M_F, M_CR) drawn from a memory of six entries. An entry becomes the Lehmer mean
 * Σs²/Σs of the values that made improvements; the members fall from {@link Settings#members} to 4
 * in proportion to the evaluations spent.
 *
 * <p>Source: Tanabe and Fukunaga, "Improving the search performance of SHADE using linear
 * population size reduction", CEC 2014; Zhang and Sanderson, "JADE", IEEE TEVC 13 (2009). Differs
 * in three points. There are no generations: children are made from whatever has been told, so
 * evaluations never wait for each other. Improvements weigh equally, as in JADE, since trials are
 * only ranked; hence constraints and failures need no care, and the search is the same for any
 * increasing function of the objective. A population that has converged, or proposes only points
 * known already, starts anew and twice as large.
 *
 * <p>Takes any space through its unit cube (cells for whole numbers and levels, random keys for
 * permutations). No guarantee. Cost per trial: O(d + members).
 */
public final class DifferentialEvolution implements BlackBoxSolver {
  /**
   * The method's constants.
   *
   * @param members per coordinate at the start, 18 in the paper
   * @param share of the evaluations that the first population may take; keeps small budgets from
   *     ending within it
   * @param best share of the members from which x_pbest is drawn
   * @param archive size of the archive per member
   * @param memory entries of (M_F, M_CR)
   */
  record Settings(double members, double share, double best, double archive, int memory) {
    static final Settings DEFAULT = new Settings(18, 0.1, 0.2, 2.6, 6);
  }

  private static final int FEWEST = 4;

  private static final Capability CAPABILITY =
      Capability.solver(
          "de",
          Form.BLACK_BOX,
          "Differential evolution with learned step sizes and a shrinking population (L-SHADE).",
          "Tanabe and Fukunaga 2014",
          Trait.GLOBAL,
          Trait.CONSTRAINTS,
          Trait.MIXED,
          Trait.PARALLEL);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(BlackBox problem, Budget budget) {
    if (problem.objectives().size() > 1) {
      return new Estimate.Unfit("takes one objective");
    }
    double reach = Reach.ofLearning(problem, budget.evaluations(), 0.9, 0.005, 1);
    return new Estimate.Fits(reach, 0, "a population of differences, any space");
  }

  @Override
  public Strategy begin(BlackBox problem, Setting setting) {
    return new Search(problem, setting, Settings.DEFAULT);
  }

  /** A point of the population: its unit-cube vector and what came of it. */
  private record Member(double[] u, Trial trial) {}

  /** A pending child; without parent while the population is being filled. */
  private record Child(double[] u, @Nullable Member parent, double f, double cr) {}

  private static final class Search implements Strategy {
    private final Space space;
    private final RandomGenerator random;
    private final InitialDesign design;
    private final Settings settings;
    private final Comparator<Member> bestFirst;
    private final double evaluations;
    private final int firstSize;

    /** Best first. */
    private final List<Member> members = new ArrayList<>();

    private final List<double[]> archive = new ArrayList<>();
    private final IdentityHashMap<Proposal, Child> pending = new IdentityHashMap<>();
    private final double[] memoryF;
    private final double[] memoryCr;
    private int memoryNext = 0;
    private final List<Child> improvements = new ArrayList<>();
    private int size;
    private int toDesign;
    private long told = 0;
    private int toldSinceLearning = 0;
    private int repeats = 0;

    Search(BlackBox problem, Setting setting, Settings settings) {
      this.settings = settings;
      space = problem.space();
      random = setting.random();
      design = new InitialDesign(problem, setting);
      Comparator<Trial> trials = Trial.bestFirst(problem.objectives());
      bestFirst = (a, b) -> trials.compare(a.trial, b.trial);
      evaluations = setting.budget().evaluations();
      double most = Math.min(settings.members * space.unitDimension(), 1000);
      firstSize = (int) Math.max(2 * FEWEST, Math.min(most, settings.share * evaluations));
      size = firstSize;
      memoryF = new double[settings.memory];
      memoryCr = new double[settings.memory];
      design.known().stream()
          .limit(Math.max(1, size / 4))
          .forEach(trial -> insert(new Member(space.toUnit(trial.point()), trial)));
      begin();
    }

    private void begin() {
      Arrays.fill(memoryF, 0.5);
      Arrays.fill(memoryCr, 0.5);
      toDesign = size - members.size();
    }

    @Override
    public Optional<Proposal> ask() {
      if (toDesign > 0) {
        toDesign--;
        var proposal = Proposal.of(design.next());
        pending.put(proposal, new Child(space.toUnit(proposal.point()), null, 0, 0));
        return Optional.of(proposal);
      }
      if (members.size() < FEWEST) {
        return Optional.empty();
      }
      Child child = child();
      // A child that decodes to its parent tells nothing.
      for (int i = 0; i < 10 && wasted(child); i++) {
        child = child();
      }
      double[] u = child.u;
      if (space.violation(space.fromUnit(u)) > 0) {
        u = space.toUnit(space.repair(u, random));
      }
      var proposal = Proposal.of(space.fromUnit(u));
      pending.put(proposal, new Child(u, child.parent, child.f, child.cr));
      return Optional.of(proposal);
    }

    private boolean wasted(Child child) {
      var point = space.fromUnit(child.u);
      return (child.parent != null && point.equals(child.parent.trial.point()))
          || space.violation(point) > 0;
    }

    private Child child() {
      int entry = random.nextInt(settings.memory);
      double cr = Math.clamp(memoryCr[entry] + 0.1 * random.nextGaussian(), 0.0, 1.0);
      double f = 0;
      while (f <= 0) {
        f = memoryF[entry] + 0.1 * Math.tan(Math.PI * (random.nextDouble() - 0.5));
      }
      f = Math.min(f, 1);
      int n = members.size();
      int i = random.nextInt(n);
      int pbest = random.nextInt(Math.max(2, (int) Math.round(settings.best * n)));
      int r1 = i;
      while (r1 == i) {
        r1 = random.nextInt(n);
      }
      int r2 = i;
      while (r2 == i || r2 == r1) {
        r2 = random.nextInt(n + archive.size());
      }
      double[] x = members.get(i).u;
      double[] best = members.get(pbest).u;
      double[] from = r2 < n ? members.get(r2).u : archive.get(r2 - n);
      double[] to = members.get(r1).u;
      double[] u = x.clone();
      int sure = random.nextInt(u.length);
      for (int j = 0; j < u.length; j++) {
        if (j == sure || random.nextDouble() < cr) {
          double v = x[j] + f * (best[j] - x[j]) + f * (to[j] - from[j]);
          // Half-way to a bound that would be crossed.
          u[j] = v < 0 ? x[j] / 2 : v > 1 ? (1 + x[j]) / 2 : v;
        }
      }
      return new Child(u, members.get(i), f, cr);
    }

    @Override
    public void tell(Trial trial) {
      Child child = pending.remove(trial.proposal());
      if (child == null) {
        return;
      }
      told += trial.number() > 0 ? 1 : 0;
      repeats = trial.number() > 0 ? 0 : repeats + 1;
      var member = new Member(child.u, trial);
      if (child.parent == null) {
        insert(member);
      } else {
        select(member, child);
      }
      shrink();
      if (converged()) {
        members.clear();
        archive.clear();
        size = Double.isInfinite(evaluations) ? Math.min(2 * size, 1 << 12) : size;
        repeats = 0;
        begin();
      }
    }

    private void select(Member member, Child child) {
      int place = members.indexOf(child.parent);
      // Where another child has replaced the parent meanwhile, the worst member stands in.
      place = place < 0 ? members.size() - 1 : place;
      if (place >= 0) {
        Member rival = members.get(place);
        int order = bestFirst.compare(member, rival);
        if (order <= 0) {
          members.remove(place);
          insert(member);
        }
        if (order < 0) {
          archive.add(rival.u);
          improvements.add(child);
        }
      }
      if (++toldSinceLearning >= members.size()) {
        learn();
      }
    }

    /** One generation's worth of trials has been told: renews the oldest entry of the memory. */
    private void learn() {
      toldSinceLearning = 0;
      if (!improvements.isEmpty()) {
        memoryF[memoryNext] = lehmer(improvements.stream().mapToDouble(Child::f).toArray());
        memoryCr[memoryNext] = lehmer(improvements.stream().mapToDouble(Child::cr).toArray());
        memoryNext = (memoryNext + 1) % settings.memory;
        improvements.clear();
      }
    }

    private static double lehmer(double[] values) {
      double sum = Arrays.stream(values).sum();
      return sum == 0 ? 0 : Arrays.stream(values).map(v -> v * v).sum() / sum;
    }

    private void shrink() {
      if (!Double.isInfinite(evaluations)) {
        double left = Math.max(0, 1 - told / evaluations);
        size = (int) Math.max(FEWEST, Math.round(FEWEST + (firstSize - FEWEST) * left));
      }
      while (members.size() > size) {
        members.removeLast();
      }
      while (archive.size() > settings.archive * size) {
        archive.remove(random.nextInt(archive.size()));
      }
    }

    private boolean converged() {
      return toDesign == 0
          && members.size() >= FEWEST
          && (repeats >= 2 * members.size() || (toldSinceLearning == 0 && spread() < 1e-12));
    }

    /** Widest range of a coordinate over the members. */
    private double spread() {
      double widest = 0;
      for (int j = 0; j < space.unitDimension(); j++) {
        int coordinate = j;
        var range = members.stream().mapToDouble(m -> m.u[coordinate]).summaryStatistics();
        widest = Math.max(widest, range.getMax() - range.getMin());
      }
      return widest;
    }

    private void insert(Member member) {
      int place = Collections.binarySearch(members, member, bestFirst);
      members.add(place < 0 ? -place - 1 : place, member);
    }

    /** Another strategy's trial joins where it beats the best member. */
    @Override
    public void learn(Trial trial) {
      var member = new Member(space.toUnit(trial.point()), trial);
      if (trial.proposal().full()
          && members.size() >= FEWEST
          && bestFirst.compare(member, members.getFirst()) < 0) {
        archive.add(members.removeLast().u);
        insert(member);
      }
    }
  }
}
