package org.talweg.learn.gradient;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;

/**
 * Two transformations beside one another: some tensors go through the one, the others through the
 * other, each set as a tree of its own. {@code Partition.only} is a mask: the others stay as they
 * are.
 *
 * <p>The trees are parts of the update's, so nothing is copied unless a transformation asks for all
 * its numbers together. The factors that the two leave differ: the smaller set is multiplied by
 * their ratio, the larger keeps its own as the factor of the whole.
 *
 * @param chosen which tensors go through the first
 */
public record Partition(Predicate<Layout.Entry> chosen, Transformation first, Transformation second)
    implements Transformation {
  /** Leaves everything as it is. */
  public static final Transformation IDENTITY = (update, memory) -> {};

  /** Only the chosen tensors are transformed. */
  public static Partition only(Predicate<Layout.Entry> chosen, Transformation transformation) {
    return new Partition(chosen, transformation, IDENTITY);
  }

  @Override
  public Memory begin(Layout layout, Precision precision) {
    Layout one = layout.select(chosen);
    Layout two = layout.select(chosen.negate());
    return new Memory(Map.of(), List.of(first.begin(one, precision), second.begin(two, precision)));
  }

  @Override
  public void apply(Update update, Memory memory) {
    List<Params> trees = update.tree().parts(chosen);
    List<Params> parameters = update.parameters().parts(chosen);
    double[] scales = new double[2];
    for (int i = 0; i < 2; i++) {
      var part = new Update(trees.get(i), parameters.get(i), update.step(), update.scale());
      if (trees.get(i).layout().count() > 0) {
        (i == 0 ? first : second).apply(part, memory.parts().get(i));
        part.settle();
      }
      scales[i] = part.scale();
    }
    int larger = trees.getFirst().layout().count() >= trees.getLast().layout().count() ? 0 : 1;
    if (scales[larger] == 0) { // nothing to divide by
      multiply(trees.get(larger), 0);
      larger = 1 - larger;
    } else {
      multiply(trees.get(1 - larger), scales[1 - larger] / scales[larger]);
    }
    update.replaceScale(scales[larger]);
  }

  private static void multiply(Params tree, double factor) {
    if (factor != 1) {
      tree.stretches().forEach(s -> s.numbers().mul_(Torch.scalar(factor)));
    }
  }
}
