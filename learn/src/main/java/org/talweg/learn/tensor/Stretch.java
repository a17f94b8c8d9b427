package org.talweg.learn.tensor;

import org.bytedeco.pytorch.Tensor;

/**
 * Numbers of a parameter tree that lie together in memory.
 *
 * @param numbers a view of them
 * @param from where the first lies in the tree's layout
 * @param count how many there are
 */
public record Stretch(Tensor numbers, long from, long count) {
  /** The same numbers of another tree of the layout, which lies together as a whole. */
  public Tensor in(Params other) {
    return count == other.layout().count() ? other.flat() : other.flat().narrow(0, from, count);
  }
}
