package org.talweg.papers.iclgd;

import static org.talweg.papers.iclgd.Prompt.D;
import static org.talweg.papers.iclgd.Prompt.TOKEN;

import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.talweg.learn.gradient.Chain;
import org.talweg.learn.gradient.ClipByGlobalNorm;
import org.talweg.learn.gradient.Descent;
import org.talweg.learn.gradient.Moments;
import org.talweg.learn.gradient.Rate;
import org.talweg.learn.schedule.Schedule;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;

/** Trains the four matrices of a layer, fresh tasks at every step. */
final class Learned {
  private static final double DEVIATION = Math.sqrt(0.002 / TOKEN);
  private static final Layout MATRICES =
      Layout.builder()
          .add("query", TOKEN, TOKEN)
          .add("key", TOKEN, TOKEN)
          .add("value", TOKEN, TOKEN)
          .add("output", TOKEN, TOKEN)
          .build();

  private Learned() {}

  static Attention layer(RandomGenerator random, int steps, int batch, double rate) {
    Torch.threads(1);
    var rule =
        Chain.of(
            new ClipByGlobalNorm(1e-3),
            new Moments(0.9, 0.98, 1e-8),
            new Rate(rate, Schedule.CONSTANT));
    try (Params w = Params.trainable(MATRICES, Precision.SINGLE);
        var descent = new Descent(w, rule, steps)) {
      float[] start = new float[4 * TOKEN * TOKEN];
      for (int i = 0; i < start.length; i++) {
        start[i] = (float) (DEVIATION * random.nextGaussian());
      }
      try (var scope = new PointerScope()) {
        w.flat().copy_(Torch.tensor(start, start.length));
      }
      for (int t = 0; t < steps; t++) {
        descent.step(() -> loss(w, random, batch));
      }
      return multiplied(w);
    }
  }

  /** The mean of (answer - y)^2 / 2. */
  private static Tensor loss(Params w, RandomGenerator random, int batch) {
    float[] moments = new float[batch * TOKEN * TOKEN];
    float[] queries = new float[batch * TOKEN];
    float[] answers = new float[batch];
    for (int i = 0; i < batch; i++) {
      Prompt prompt = Prompt.draw(random, 1);
      for (int j = 0; j < TOKEN; j++) {
        queries[i * TOKEN + j] = (float) prompt.query()[j];
        for (int k = 0; k < TOKEN; k++) {
          moments[(i * TOKEN + j) * TOKEN + k] = (float) prompt.moments()[j][k];
        }
      }
      answers[i] = (float) prompt.answer();
    }
    Tensor asked =
        Torch.tensor(queries, batch, TOKEN).matmul(w.get("query").t()).matmul(w.get("key"));
    Tensor attended =
        Torch.tensor(moments, batch, TOKEN, TOKEN).matmul(asked.unsqueeze(2)).squeeze(2);
    Tensor update = attended.matmul(w.get("value").t()).matmul(w.get("output").t());
    Tensor wrong = update.select(1, D).add(Torch.tensor(answers, batch));
    return wrong.square().mean().mul(Torch.scalar(0.5));
  }

  private static Attention multiplied(Params w) {
    try (var scope = new PointerScope()) {
      double[] a = Torch.doubles(w.get("key").t().matmul(w.get("query")));
      double[] product = Torch.doubles(w.get("output").matmul(w.get("value")));
      double[][] rows = new double[TOKEN][TOKEN];
      double[] b = new double[TOKEN];
      for (int j = 0; j < TOKEN; j++) {
        System.arraycopy(a, j * TOKEN, rows[j], 0, TOKEN);
        b[j] = product[D * TOKEN + j];
      }
      return new Attention(rows, b);
    }
  }
}
