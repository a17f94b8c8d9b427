package org.talweg.program.composite;

import java.util.List;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Objective;
import org.talweg.model.Problem;

/**
 * A mean of losses of a model's targets:
 *
 * <pre>
 *   minimise over theta   h(theta) = (1/N) sum over i of l_i( f_i(theta) )
 * </pre>
 *
 * where l and its gradient are costly and f and its derivatives are cheap. One evaluation of the
 * budget is one gradient of all N losses; that of b of them counts b/N.
 *
 * @param start parameters to begin with
 * @param smoothness L: every l_i is L-smooth in its targets, such as 1/4 for the logistic loss, 1
 *     for half the squared error, 1/2 for the cross-entropy of a soft-max
 */
@SuppressWarnings("ArrayRecordComponent") // a vector, never compared
public record CompositeLoss(
    String name, TargetModel model, TargetLoss loss, double[] start, double smoothness)
    implements Problem<double[]> {
  public static final Form COMPOSITE_LOSS = new Form("composite-loss");

  /** N. */
  public static final String EXAMPLES = "examples";

  public CompositeLoss {
    start = start.clone();
    if (start.length != model.parameters() || model.examples() < 1) {
      throw new IllegalArgumentException(
          "a start of length %d for a model of %d parameters and %d examples"
              .formatted(start.length, model.parameters(), model.examples()));
    }
    if (!(smoothness > 0) || Double.isInfinite(smoothness)) {
      throw new IllegalArgumentException("a smoothness is positive, not " + smoothness);
    }
  }

  @Override
  public Form form() {
    return COMPOSITE_LOSS;
  }

  @Override
  public Features features() {
    return Features.none()
        .with(Features.DIMENSION, model.parameters())
        .with(EXAMPLES, model.examples())
        .with(Features.OBJECTIVES, 1);
  }

  @Override
  public List<Objective> objectives() {
    return List.of(Objective.minimize("loss"));
  }

  /** h(theta). */
  public double value(double[] theta) {
    double[] z = new double[model.targets()];
    double[] unused = new double[model.targets()];
    double sum = 0;
    for (int i = 0; i < model.examples(); i++) {
      model.predict(theta, i, z);
      sum += loss.evaluate(i, z, unused);
    }
    return sum / model.examples();
  }

  @Override
  public Assessment assess(double[] theta) throws AssessmentException {
    if (theta.length != model.parameters()) {
      throw new AssessmentException(
          "a solution has %d parameters, not %d".formatted(model.parameters(), theta.length));
    }
    double value = value(theta);
    if (!Double.isFinite(value)) {
      throw new AssessmentException("the loss is " + value);
    }
    return Assessment.of(value);
  }
}
