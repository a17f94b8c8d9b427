package org.talweg.search.identification;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Objective;
import org.talweg.model.Problem;

/**
 * Which of the hypotheses is true, from at most T noisy yes-or-no answers:
 *
 * <pre>
 *   ask questions x_1, ..., x_T, each chosen after the answers y_1, ..., y_(t-1)
 *   minimise the loss of the hypothesis z that is then taken to be true
 * </pre>
 *
 * <p>Where the truth can be known afterwards, {@link #withLoss} judges by it. Where it cannot, a
 * hypothesis is judged by the share of all answers given so far that contradict it.
 *
 * <p>Source: the fixed-budget setting of Learning to Actively Learn (arXiv 2010.15382).
 */
public final class IdentificationProblem implements Problem<Identified> {
  public static final Form IDENTIFICATION = new Form("identification");

  /** The number of hypotheses. */
  public static final String HYPOTHESES = "hypotheses";

  /** The number of different questions. */
  public static final String QUESTIONS = "questions";

  /** T, how many answers may be had. */
  public static final String ANSWERS = "answers";

  private final String name;
  private final Hypotheses hypotheses;
  private final int budget;
  private final IntPredicate oracle;
  private final IntToDoubleFunction loss;
  private final List<AtomicInteger> yes;
  private final List<AtomicInteger> no;

  private IdentificationProblem(
      String name,
      Hypotheses hypotheses,
      int budget,
      IntPredicate oracle,
      IntToDoubleFunction loss,
      List<AtomicInteger> yes,
      List<AtomicInteger> no) {
    this.name = name;
    this.hypotheses = hypotheses;
    this.budget = budget;
    this.oracle = oracle;
    this.loss = loss;
    this.yes = yes;
    this.no = no;
    if (budget < 1) {
      throw new IllegalArgumentException("one answer or more may be had, not " + budget);
    }
  }

  /**
   * Judged by the answers alone.
   *
   * @param budget T
   * @param oracle answers a question, by its index, with yes or no
   */
  public static IdentificationProblem of(
      String name, Hypotheses hypotheses, int budget, IntPredicate oracle) {
    List<AtomicInteger> yes = counters(hypotheses.questions());
    List<AtomicInteger> no = counters(hypotheses.questions());
    return new IdentificationProblem(
        name, hypotheses, budget, oracle, z -> contradicted(hypotheses, z, yes, no), yes, no);
  }

  /** This problem with a judge who knows what taking a hypothesis to be true costs. */
  public IdentificationProblem withLoss(IntToDoubleFunction loss) {
    return new IdentificationProblem(name, hypotheses, budget, oracle, loss, yes, no);
  }

  private static List<AtomicInteger> counters(int count) {
    return IntStream.range(0, count).mapToObj(i -> new AtomicInteger()).toList();
  }

  private static double contradicted(
      Hypotheses hypotheses, int z, List<AtomicInteger> yes, List<AtomicInteger> no) {
    int against = 0;
    int all = 0;
    for (int i = 0; i < yes.size(); i++) {
      against += (hypotheses.sign(z, i) > 0 ? no : yes).get(i).get();
      all += yes.get(i).get() + no.get(i).get();
    }
    return all == 0 ? 0 : (double) against / all;
  }

  public Hypotheses hypotheses() {
    return hypotheses;
  }

  /** T. */
  public int budget() {
    return budget;
  }

  /** One noisy answer: 1 for yes, -1 for no. Costs one of T. */
  int ask(int question) {
    boolean answer = oracle.test(question);
    (answer ? yes : no).get(question).incrementAndGet();
    return answer ? 1 : -1;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Form form() {
    return IDENTIFICATION;
  }

  @Override
  public Features features() {
    return Features.none()
        .with(HYPOTHESES, hypotheses.count())
        .with(QUESTIONS, hypotheses.questions())
        .with(ANSWERS, budget)
        .with(Features.NOISY, 1)
        .with(Features.OBJECTIVES, 1);
  }

  @Override
  public List<Objective> objectives() {
    return List.of(Objective.minimize("loss"));
  }

  /** The loss, and the share of answers that contradict the hypothesis. */
  @Override
  public Assessment assess(Identified identified) throws AssessmentException {
    int z = identified.hypothesis();
    if (z < 0 || z >= hypotheses.count()) {
      throw new AssessmentException("there is no hypothesis " + z + " among " + hypotheses.count());
    }
    return new Assessment(
        List.of(loss.applyAsDouble(z)),
        0,
        OptionalDouble.empty(),
        Map.of("contradicted", contradicted(hypotheses, z, yes, no)));
  }
}
