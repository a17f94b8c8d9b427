package org.talweg.learn.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.talweg.learn.gradient.Descent;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.optimizer.AdamW;
import org.talweg.learn.optimizer.Lion;
import org.talweg.learn.schedule.Cosine;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;

class UpdateRuleTest {
  @Property(tries = 60)
  void mutationsKeepRulesWellTyped(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int n) {
    UpdateRule rule = Rules.drawn(seed, n);
    assertThat(UpdateRule.fault(rule.statements())).isEmpty();
    assertThat(rule.statements()).hasSizeBetween(1, Mutation.FREE.longest());
  }

  @Property(tries = 60)
  void aRuleIsWhatItsTextSays(@ForAll long seed, @ForAll @IntRange(min = 0, max = 40) int n) {
    UpdateRule rule = Rules.drawn(seed, n);
    assertThat(UpdateRule.parse(rule.toString())).isEqualTo(rule);
  }

  @Property(tries = 60)
  void deadStatementsChangeNoUpdate(@ForAll long seed, @ForAll @IntRange(min = 0, max = 40) int n) {
    UpdateRule rule = Rules.drawn(seed, n);
    assertThat(java.util.Arrays.deepToString(Rules.updates(rule.live(), seed)))
        .isEqualTo(java.util.Arrays.deepToString(every(rule, seed)));
    assertThat(rule.live().live()).isEqualTo(rule.live());
  }

  /** The updates with no statement left out, by an interpreter of a few lines. */
  private static double[][] every(UpdateRule rule, long seed) {
    RandomGenerator random = Rules.random(seed);
    var values = new java.util.HashMap<String, double[]>();
    values.put("m", new double[5]);
    values.put("v", new double[5]);
    double[][] updates = new double[4][];
    for (int t = 1; t <= updates.length; t++) {
      values.put("w", random.doubles(5, -1, 1).toArray());
      values.put("g", random.doubles(5, -1, 1).toArray());
      values.put("lr", new double[] {0.01 * t});
      values.put("t", new double[] {t});
      for (Statement s : rule.statements()) {
        List<double[]> x = new ArrayList<>();
        for (Statement.Argument argument : s.arguments()) {
          x.add(
              argument instanceof Statement.Variable(String name)
                  ? values.get(name)
                  : new double[] {((Statement.Constant) argument).value()});
        }
        values.put(s.target(), apply(s.function(), x));
      }
      updates[t - 1] = values.get("update").clone();
    }
    return updates;
  }

  private static double[] apply(Function f, List<double[]> x) {
    double[] last = x.getLast();
    double[] first = x.getFirst();
    return switch (f) {
      case NORM -> new double[] {Math.sqrt(dot(first, first))};
      case DOT -> new double[] {dot(first, last)};
      case COSINE ->
          new double[] {dot(first, last) / Math.sqrt(dot(first, first) * dot(last, last))};
      case CLIP -> {
        double factor = Math.min(1, Math.abs(last[0]) / Math.sqrt(dot(first, first)));
        double[] out = new double[first.length];
        java.util.Arrays.setAll(out, i -> factor * first[i]);
        yield out;
      }
      default -> {
        int n = x.stream().mapToInt(a -> a.length).max().orElseThrow();
        double[] out = new double[n];
        java.util.Arrays.setAll(out, i -> f.of(at(x, 0, i), at(x, 1, i), at(x, 2, i)));
        yield out;
      }
    };
  }

  private static double at(List<double[]> x, int k, int i) {
    return k >= x.size() ? 0 : x.get(k).length == 1 ? x.get(k)[0] : x.get(k)[i];
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  @Property(tries = 60)
  void rulesThatDoTheSameHaveOneFingerprint(@ForAll long seed) {
    UpdateRule rule = Rules.drawn(seed, 12);
    var padded = new ArrayList<Statement>();
    padded.add(Statement.parse("unused = sinh(w)"));
    padded.addAll(rule.statements());
    padded.add(Statement.parse("unused = g + unused"));
    // Twice the half, and the same under another name.
    padded.add(Statement.parse("half = update * 0.5"));
    padded.add(Statement.parse("update = half + half"));
    assertThat(Fingerprint.of(new UpdateRule(padded))).isEqualTo(Fingerprint.of(rule));
  }

  @Property(tries = 60)
  void rulesThatDoDifferentThingsHaveDifferentFingerprints(@ForAll long seed) {
    UpdateRule one = Rules.drawn(seed, 8);
    UpdateRule two = Rules.drawn(seed + 1, 8);
    double[][] a = Rules.updates(one, 1);
    double[][] b = Rules.updates(two, 1);
    double most = 0;
    for (int t = 0; t < a.length; t++) {
      for (int i = 0; i < a[t].length; i++) {
        double scale = Math.max(1e-12, Math.max(Math.abs(a[t][i]), Math.abs(b[t][i])));
        most = Math.max(most, Math.abs(a[t][i] - b[t][i]) / scale);
      }
    }
    if (most > 1e-3 && Fingerprint.of(one).isPresent()) {
      assertThat(Fingerprint.of(two)).isNotEqualTo(Fingerprint.of(one));
    }
  }

  @Test
  void normsAreOfAllTensorsTogether() {
    UpdateRule rule = UpdateRule.parse("n = norm(g)\nupdate = g / n");
    double[] update = new Machine(rule, 2).update(new double[2], new double[] {3, 4}, 1, 1);
    assertThat(update).containsExactly(0.6, 0.8);
  }

  @Test
  void adamWAndLionInTheLanguageAreTheOptimizers() {
    agree(UpdateRule.ADAMW, new AdamW().transformation(0.03, new Cosine(0)));
    agree(UpdateRule.LION, new Lion().transformation(0.03, new Cosine(0)));
  }

  /** Forty steps on the sum of w^4 / 4 + sin(3 w), in 64 bits. */
  private static void agree(UpdateRule rule, Transformation optimizer) {
    Layout layout = Layout.builder().add("a", 3, 4).add("b", 5).build();
    double[] start = Rules.random(3).doubles(17, -2, 2).toArray();
    double[][] ends = new double[2][];
    var rules = List.of(optimizer, new RuleStep(rule, 0.03, new Cosine(0)));
    for (int k = 0; k < 2; k++) {
      try (var scope = new PointerScope();
          var w = Params.trainable(layout, Precision.DOUBLE);
          var descent = new Descent(w, rules.get(k), 40)) {
        w.set(weights(layout, start));
        for (int t = 0; t < 40; t++) {
          descent.step(
              () -> {
                Tensor a = part(w.get("a"));
                return a.add(part(w.get("b")));
              });
        }
        ends[k] = Torch.doubles(w.flat());
      }
    }
    assertThat(ends[1]).containsExactly(ends[0], within(1e-9));
    assertThat(ends[1]).isNotEqualTo(start);
  }

  private static Params weights(Layout layout, double[] values) {
    var params = Params.zeros(layout, Precision.DOUBLE);
    params.flat().copy_(Torch.tensor(values, values.length));
    return params;
  }

  private static Tensor part(Tensor w) {
    Tensor quartic = w.square().square().sum().mul(Torch.scalar(0.25));
    return quartic.add(w.mul(Torch.scalar(3)).sin().sum());
  }

  @Test
  void formulasShowWhatEntersTheUpdate() {
    assertThat(UpdateRule.LION.formulas())
        .isEqualTo(
            """
            m' = interp(g, m, 0.99)
            update = (sign(interp(g, m, 0.9)) + w * 0.1) * lr""");
    assertThat(UpdateRule.ADAMW.formulas())
        .isEqualTo(
            """
            m' = interp(g, m, 0.9)
            v' = interp(square(g), v, 0.999)
            update = (m' / (1 - power(0.9, t)) / (sqrt(v' / (1 - power(0.999, t))) + 1e-8)"""
                + " + w * 0.01) * lr");
    assertThat(UpdateRule.ADAMW.memories()).isEqualTo(2);
    assertThat(UpdateRule.LION.memories()).isEqualTo(1);
  }

  @Test
  void whatIsIllTypedIsRefusedWithTheStatement() {
    refused("update = g + h", "h has no value");
    refused("update = lr + t", "update is no vector");
    refused("n = norm(lr)\nupdate = g * n", "norm takes vectors");
    refused("update = clip(g, w)", "clip takes a vector and a scalar");
    refused("update = m + g\nm = norm(g)", "m is remembered but ends as no vector");
    refused("update = median(g)", "there is no function 'median'");
    refused("update = square(g, 1)", "square takes 1 arguments, not 2");
    refused("update g", "assigns nothing");
  }

  private static void refused(String text, String why) {
    assertThatThrownBy(() -> UpdateRule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
