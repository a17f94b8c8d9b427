package org.talweg.learn.gradient;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;

/**
 * Two transformations beside one another: some tensors go through the one, the others through the
 * other, each set as a tree of its own. {@code Partition.only} is a mask: the others stay as they
 * are.
 *
 * <p>Copies every number of update and parameters in and the update out: two passes and a half more
 * than the transformations themselves.
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
    if (first != IDENTITY) {
      part(update, chosen, first, memory.parts().getFirst());
    }
    if (second != IDENTITY) {
      part(update, chosen.negate(), second, memory.parts().getLast());
    }
  }

  private static void part(
      Update update, Predicate<Layout.Entry> wanted, Transformation inner, Memory memory) {
    Layout layout = update.tree().layout().select(wanted);
    if (layout.entries().isEmpty()) {
      return;
    }
    update.whole();
    Precision precision = update.tree().precision();
    try (var tree = Params.zeros(layout, precision);
        var parameters = Params.zeros(layout, precision)) {
      for (Layout.Entry entry : layout.entries()) {
        tree.get(entry.name()).copy_(update.tree().get(entry.name()));
        parameters.get(entry.name()).copy_(update.parameters().get(entry.name()));
      }
      var part = new Update(tree, parameters, update.step());
      inner.apply(part, memory);
      part.whole();
      for (Layout.Entry entry : layout.entries()) {
        update.tree().get(entry.name()).copy_(tree.get(entry.name()));
      }
    }
  }
}
