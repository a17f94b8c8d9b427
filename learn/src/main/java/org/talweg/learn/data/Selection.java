package org.talweg.learn.data;

/** Some examples of another set, in an order of their own. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Selection(DataSet whole, long[] examples) implements DataSet {
  @Override
  public long size() {
    return examples.length;
  }

  @Override
  public long[] inputShape() {
    return whole.inputShape();
  }

  @Override
  public int classes() {
    return whole.classes();
  }

  @Override
  public Batch batch(long[] numbers) {
    long[] theirs = new long[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      theirs[i] = examples[Math.toIntExact(numbers[i])];
    }
    return whole.batch(theirs);
  }
}
