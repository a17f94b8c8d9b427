package org.talweg.learn.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Predicate;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.Test;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;

class PartitionTest {
  private static final Layout LAYOUT =
      Layout.builder()
          .add("w.a", 2, 2)
          .add("b.a", 3)
          .add("w.b", 2)
          .add("w.c", 1)
          .add("b.b")
          .build();
  private static final Predicate<Layout.Entry> WEIGHTS = entry -> entry.name().startsWith("w");

  /** Several steps of a transformation on gradients by formula; the update after the last. */
  private static double[] updates(Layout layout, List<String> of, Transformation transformation) {
    try (var memory = transformation.begin(layout, Precision.DOUBLE);
        Params parameters = Params.zeros(layout, Precision.DOUBLE);
        Params tree = Params.zeros(layout, Precision.DOUBLE);
        var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      parameters.flat().fill_(Torch.scalar(2));
      double scale = 1;
      for (int t = 1; t <= 3; t++) {
        for (Layout.Entry entry : layout.entries()) {
          double[] g = new double[(int) entry.count()];
          for (int i = 0; i < g.length; i++) {
            g[i] = Math.sin(entry.name().hashCode() + 7 * i + t);
          }
          tree.get(entry.name()).copy_(Torch.tensor(g, entry.sizes()));
        }
        var update = new Update(tree, parameters, new Step(t, 3));
        update.scale(0.5);
        transformation.apply(update, memory);
        scale = update.scale();
      }
      double factor = scale;
      return of.stream()
          .flatMapToDouble(name -> java.util.Arrays.stream(Torch.doubles(tree.get(name))))
          .map(x -> factor * x)
          .toArray();
    }
  }

  private static void assertSame(double[] found, double[] known) {
    assertThat(found).hasSameSizeAs(known);
    for (int i = 0; i < known.length; i++) {
      assertThat(found[i]).isCloseTo(known[i], within(1e-14));
    }
  }

  /** Asks for all numbers together, where a sum over them is needed. */
  private record LessTheirMean() implements Transformation {
    @Override
    public void apply(Update update, Memory memory) {
      update.whole().sub_(update.flat().mean()).add_(update.parameters().flat());
    }
  }

  @Test
  void everySetGoesThroughItsTransformationAsIfAlone() {
    List<String> weights = List.of("w.a", "w.b", "w.c");
    List<String> others = List.of("b.a", "b.b");
    List<Transformation> all =
        List.of(
            new Moments(0.9, 0.99, 1e-8),
            new Momentum(0.9, 0.3, true),
            new Sign(),
            new LessTheirMean(),
            new Chain(List.of(new Sign(), new LessTheirMean(), new Decay(0.1))),
            new Partition(e -> e.name().endsWith("a"), new Sign(), new LessTheirMean()),
            Partition.IDENTITY);
    for (Transformation one : all) {
      for (Transformation two : all) {
        var both = new Partition(WEIGHTS, one, two);
        assertSame(updates(LAYOUT, weights, both), updates(LAYOUT.select(WEIGHTS), weights, one));
        assertSame(
            updates(LAYOUT, others, both), updates(LAYOUT.select(WEIGHTS.negate()), others, two));
      }
    }
  }

  @Test
  void aPartKnowsWhereItsNumbersLie() {
    try (Params tree = Params.zeros(LAYOUT, Precision.DOUBLE);
        var scope = new PointerScope()) {
      List<Params> parts = tree.parts(WEIGHTS);
      assertThat(parts).isSameAs(tree.parts(WEIGHTS));
      assertThat(parts.getFirst().stretches()).hasSize(2); // w.b and w.c lie together
      parts.getFirst().stretches().forEach(s -> s.numbers().fill_(Torch.scalar(1 + s.from())));
      assertThat(Torch.doubles(tree.flat())).containsExactly(1, 1, 1, 1, 0, 0, 0, 5, 5, 5, 0);
      assertThat(parts.getFirst().layout()).isEqualTo(LAYOUT.select(WEIGHTS));
      assertThatThrownBy(() -> parts.getFirst().flat()).hasMessageContaining("2 places");
      try (Params together = parts.getFirst().copy()) {
        assertThat(Torch.doubles(together.flat())).containsExactly(1, 1, 1, 1, 5, 5, 5);
      }
    }
  }
}
