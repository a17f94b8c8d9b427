package org.talweg.learn.data;

import java.util.stream.LongStream;

/**
 * Examples by number. A batch is made when asked for, so that files larger than memory can be
 * learned from where their format allows to jump.
 */
public interface DataSet {
  /** How many examples there are. */
  long size();

  /** Sizes of one example's input. */
  long[] inputShape();

  /** How many classes the targets name, 0 where targets are numbers. */
  int classes();

  /** The examples of those numbers, from 0. Made inside the caller's scope. */
  Batch batch(long[] examples);

  /** The examples from one number until before another. */
  default DataSet range(long from, long until) {
    DataSet whole = this;
    if (from < 0 || until < from || until > size()) {
      throw new IllegalArgumentException(
          "examples %d to %d of %d".formatted(from, until, whole.size()));
    }
    return new Selection(whole, LongStream.range(from, until).toArray());
  }

  /** The examples, shuffled by a seed. */
  default DataSet shuffled(long seed) {
    return new Selection(this, Order.permutation(size(), seed));
  }
}
