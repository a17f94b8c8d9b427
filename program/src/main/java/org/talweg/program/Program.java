package org.talweg.program;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.Direction;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Formula;
import org.talweg.model.Objective;
import org.talweg.model.Problem;
import org.talweg.model.Proof;
import org.talweg.program.convex.ConvexProgram;
import org.talweg.program.derivative.AlgebraicNlp;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Kinks;
import org.talweg.program.linear.Convexity;
import org.talweg.program.linear.LinearProgram;
import org.talweg.program.linear.LinearView;

/**
 * A mathematical program as a problem: judges a point, with the multipliers that may come with it,
 * from the formulas alone.
 *
 * <p>Its form is {@link #SMOOTH} where all variables are real and {@link #MIXED_INTEGER} where some
 * must be whole. A program without nonlinear rows is linear: its features say so.
 *
 * <p>{@link Optimality} says what is measured and what counts as proven. Where formulas have kinks
 * (absolute values, maxima, minima), a point may come with multipliers of their pieces too ({@link
 * PrimalDual#more}); it is then judged as a point of the program with variables in place of kinks
 * ({@link Kinks}).
 */
public final class Program implements Problem<PrimalDual> {
  /** Real variables; formulas with derivatives. */
  public static final Form SMOOTH = new Form("smooth-program");

  /** Some variables must be whole. */
  public static final Form MIXED_INTEGER = new Form("mixed-integer-program");

  /** The number of variables. */
  public static final String VARIABLES = "variables";

  /** Constraints that are equations. */
  public static final String EQUALITIES = "equalities";

  /** Rows that are not linear, the objective counted as one. */
  public static final String NONLINEAR = "nonlinear rows";

  /** Entries of the constraints' Jacobian. */
  public static final String NONZEROS = "nonzeros";

  /** Entries of the lower triangle of the Lagrangian's Hessian. */
  public static final String HESSIAN_NONZEROS = "hessian nonzeros";

  /** Absolute values, maxima and minima. */
  public static final String KINKS = "kinks";

  /** Variables with at least one finite bound. */
  public static final String BOUNDED = "bounded variables";

  private final Algebra algebra;
  private final Kinks kinks;
  private @Nullable AlgebraicNlp evaluator;
  private @Nullable Program kinkFree;
  private @Nullable Features features;
  private @Nullable Optional<LinearProgram> numbers;
  private @Nullable Boolean convex;

  private Program(Algebra algebra) {
    this.algebra = algebra;
    this.kinks = Kinks.of(algebra);
  }

  public static Program of(Algebra algebra) {
    return new Program(algebra);
  }

  /** The formulas. */
  public Algebra algebra() {
    return algebra;
  }

  /** An evaluator of the caller's own; what is to be maximised is negated. */
  public synchronized AlgebraicNlp nlp() {
    return evaluator().copy();
  }

  private AlgebraicNlp evaluator() {
    AlgebraicNlp made = evaluator;
    if (made == null) {
      made = new AlgebraicNlp(algebra);
      evaluator = made;
    }
    return made;
  }

  /**
   * The program as rows and columns, where its constraints are linear and its objective quadratic.
   */
  public synchronized Optional<LinearProgram> numbers() {
    Optional<LinearProgram> known = numbers;
    if (known == null) {
      known = LinearView.of(evaluator(), algebra);
      numbers = known;
    }
    return known;
  }

  /** Whether it is seen to be convex, so that a local optimum is the optimum; wholeness aside. */
  public synchronized boolean convex() {
    Boolean known = convex;
    if (known == null) {
      known = numbers().map(Convexity::holds).orElseGet(() -> ConvexProgram.holds(algebra));
      convex = known;
    }
    return known;
  }

  /** A point in the terms of the program, whether to be minimised or maximised. */
  public Direction direction() {
    return algebra.direction();
  }

  /** Its absolute values, maxima and minima. */
  public Kinks kinks() {
    return kinks;
  }

  /** The program with variables, and perhaps binaries, in place of kinks. */
  public synchronized Program kinkFree() {
    Program made = kinkFree;
    if (made == null) {
      made = kinks.count() == 0 ? this : of(kinks.replaced());
      kinkFree = made;
    }
    return made;
  }

  /**
   * What a method that follows derivatives may expect to reach, of what it would reach if they told
   * all: where there are kinks, it may come to rest on one.
   */
  public double smoothness() {
    return kinks.count() == 0 ? 1 : 0.5;
  }

  /** Whether no row is nonlinear. */
  public boolean linear() {
    return !features().has(NONLINEAR);
  }

  @Override
  public String name() {
    return algebra.name();
  }

  @Override
  public Form form() {
    for (boolean whole : algebra.integer()) {
      if (whole) {
        return MIXED_INTEGER;
      }
    }
    return SMOOTH;
  }

  @Override
  public List<Objective> objectives() {
    return List.of(new Objective("objective", new Formula.Name("objective"), algebra.direction()));
  }

  @Override
  public synchronized Features features() {
    Features known = features;
    if (known == null) {
      known = count();
      features = known;
    }
    return known;
  }

  private Features count() {
    AlgebraicNlp nlp = evaluator();
    int integers = 0;
    int bounded = 0;
    for (int j = 0; j < nlp.variables(); j++) {
      integers += algebra.integer()[j] ? 1 : 0;
      bounded += Double.isFinite(nlp.lower()[j]) || Double.isFinite(nlp.upper()[j]) ? 1 : 0;
    }
    int equalities = 0;
    for (int i = 0; i < nlp.constraints(); i++) {
      equalities += nlp.constraintLower()[i] == nlp.constraintUpper()[i] ? 1 : 0;
    }
    return Features.none()
        .with(VARIABLES, nlp.variables())
        .with(Features.DIMENSION, nlp.variables())
        .with(Features.REALS, nlp.variables() - integers)
        .with(Features.INTEGERS, integers)
        .with(Features.CONSTRAINTS, nlp.constraints())
        .with(EQUALITIES, equalities)
        .with(BOUNDED, bounded)
        .with(NONLINEAR, nlp.nonlinearRows())
        .with(KINKS, kinks.count())
        .with(NONZEROS, nlp.jacobianSparsity().size())
        .with(HESSIAN_NONZEROS, nlp.hessianSparsity().size())
        .with(Features.OBJECTIVES, 1);
  }

  @Override
  public String text(PrimalDual solution) {
    return SolutionJson.of(solution, algebra::variableName, algebra::constraintName);
  }

  @Override
  public synchronized Assessment assess(PrimalDual point) throws AssessmentException {
    int n = algebra.variables();
    int m = algebra.constraints().size();
    if (point.x().length != n) {
      throw new AssessmentException(
          "the point has %d values for %d variables".formatted(point.x().length, n));
    }
    boolean duals = point.y().length == m && point.z().length == n;
    if (!duals && point.y().length + point.z().length > 0) {
      throw new AssessmentException(
          "%d and %d multipliers do not fit %d constraints and %d variables"
              .formatted(point.y().length, point.z().length, m, n));
    }
    Optimality found = Optimality.of(evaluator(), algebra.integer(), point);
    double objective =
        algebra.direction() == Direction.MINIMIZE ? found.objective() : -found.objective();
    if (Double.isNaN(objective)) {
      throw new AssessmentException("the objective is NaN");
    } else if (Double.isNaN(found.violation())) {
      throw new AssessmentException("a constraint is NaN");
    }
    if (duals && kinks.count() > 0 && point.more().length == kinkFree().multipliers() - m - n) {
      Assessment judged = kinkFree().assess(withKinks(point));
      return new Assessment(
          List.of(objective + 0.0),
          found.feasible() ? 0 : found.violation(),
          judged.bound(),
          judged.quantities(),
          judged.proof());
    }
    var quantities = new LinkedHashMap<String, Double>();
    quantities.put("violation", found.violation());
    Optional<Assessment> rows = rows(point, found);
    if (duals && found.feasible() && !found.whole()) {
      quantities.put("kkt-residual", found.residual());
      quantities.put("complementarity", found.complementarity());
    }
    double violation = found.feasible() ? 0 : found.violation();
    return new Assessment(
        List.of(objective + 0.0),
        violation,
        rows.map(Assessment::bound).orElse(OptionalDouble.empty()),
        quantities,
        proof(found, duals, rows.map(Assessment::proof).orElse(Proof.NONE)));
  }

  private Proof proof(Optimality found, boolean duals, Proof certified) {
    boolean counts =
        switch (certified) {
          case OPTIMAL, UNBOUNDED -> found.feasible();
          case INFEASIBLE -> !found.feasible();
          case LOCALLY_OPTIMAL, LOCALLY_INFEASIBLE, FEASIBLE, NONE -> false;
        };
    return counts ? certified : found.proof(duals && found.stationary() && convex(), duals);
  }

  /**
   * What rows and columns certify by the multipliers or the ray that come with a point; where it is
   * infeasible, the violations themselves may be the multipliers that show it.
   */
  private Optional<Assessment> rows(PrimalDual point, Optimality found) throws AssessmentException {
    boolean tells = point.y().length + point.z().length + point.ray().length > 0;
    if (!(tells || found.leastViolated()) || numbers().isEmpty()) {
      return Optional.empty();
    }
    Assessment judged = numbers().get().assess(point);
    return Optional.of(
        found.leastViolated() && judged.proof() != Proof.INFEASIBLE
            ? numbers().get().assess(new PrimalDual(point.x(), found.excess(), point.x()))
            : judged);
  }

  /** How many multipliers a point may come with. */
  private int multipliers() {
    return algebra.constraints().size() + algebra.variables();
  }

  /** The point of the program without kinks that a point with multipliers of their pieces is. */
  private PrimalDual withKinks(PrimalDual point) {
    int n = algebra.variables();
    int m = algebra.constraints().size();
    int all = kinkFree().algebra.variables();
    double[] more = point.more();
    double[] y = Arrays.copyOf(point.y(), kinkFree().multipliers() - all);
    double[] z = Arrays.copyOf(point.z(), all);
    System.arraycopy(more, 0, y, m, y.length - m);
    System.arraycopy(more, y.length - m, z, n, all - n);
    return new PrimalDual(kinks.extended(point.x()), y, z);
  }

  /** The point that a point of the program without kinks stands for, with all its multipliers. */
  public PrimalDual withoutKinks(PrimalDual point) {
    int n = algebra.variables();
    int m = algebra.constraints().size();
    double[] x = Arrays.copyOf(point.x(), n);
    if (point.y().length != kinkFree().multipliers() - point.x().length || !point.hasDuals()) {
      return PrimalDual.of(x);
    }
    double[] more =
        DoubleStream.concat(Arrays.stream(point.y()).skip(m), Arrays.stream(point.z()).skip(n))
            .toArray();
    return new PrimalDual(x, Arrays.copyOf(point.y(), m), Arrays.copyOf(point.z(), n)).with(more);
  }
}
