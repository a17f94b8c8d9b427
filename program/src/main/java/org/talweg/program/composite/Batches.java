package org.talweg.program.composite;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.talweg.engine.Run;
import org.talweg.model.AssessmentException;
import org.talweg.model.Resource;

/**
 * The oracle of a composite loss as a solver sees it: draws examples, evaluates their losses'
 * gradients, counts them, and shows the parameters to an observer.
 */
public final class Batches {
  /** Who watches the parameters. */
  @FunctionalInterface
  public interface Observer {
    /**
     * Whether to go on.
     *
     * @param evaluations spent, each of all N losses
     * @param theta not to be kept
     */
    boolean goesOn(double evaluations, double[] theta) throws InterruptedException;
  }

  private final CompositeLoss problem;
  private final int size;
  private final RandomGenerator random;
  private final Observer observer;
  private final int[] order;
  private final int[] batch;
  private long evaluated = 0;

  /**
   * @param size b, examples drawn at a time without replacement; all of them where it is N
   */
  public Batches(CompositeLoss problem, int size, RandomGenerator random, Observer observer) {
    this.problem = problem;
    this.size = Math.min(size, problem.model().examples());
    this.random = random;
    this.observer = observer;
    this.order = new int[problem.model().examples()];
    Arrays.setAll(order, i -> i);
    this.batch = new int[this.size];
  }

  /** One that charges a run, and offers the parameters whenever one more evaluation is spent. */
  static Batches of(CompositeLoss problem, int size, Run<double[]> run) {
    return new Batches(
        problem,
        size,
        run.random(),
        new Observer() {
          private double charged = 0;
          private double next = 0;

          @Override
          public boolean goesOn(double evaluations, double[] theta) throws InterruptedException {
            run.charge(Resource.EVALUATIONS, evaluations - charged);
            charged = evaluations;
            if (evaluations >= next || run.over()) {
              next = Math.floor(evaluations) + 1;
              try {
                double loss = run.offer(theta.clone()).objective();
                run.progress("loss %.6g after %.0f evaluations".formatted(loss, evaluations));
              } catch (AssessmentException diverged) {
                return false;
              }
            }
            return !run.over();
          }
        });
  }

  CompositeLoss problem() {
    return problem;
  }

  int size() {
    return size;
  }

  /** The next examples; the same array each time. */
  int[] draw() {
    int n = order.length;
    for (int k = 0; k < size; k++) {
      int at = size == n ? k : random.nextInt(k, n);
      int i = order[at];
      order[at] = order[k];
      order[k] = i;
      batch[k] = i;
    }
    return batch;
  }

  /** The gradient of one example's loss at its targets: what is costly. */
  void gradient(int i, double[] z, double[] gradient) {
    evaluated++;
    problem.loss().evaluate(i, z, gradient);
  }

  /** Shows the parameters; false where the solver must stop. */
  boolean goesOn(double[] theta) throws InterruptedException {
    return observer.goesOn((double) evaluated / order.length, theta);
  }
}
