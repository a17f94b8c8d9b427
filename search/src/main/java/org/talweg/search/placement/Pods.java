package org.talweg.search.placement;

/**
 * What must fit: so many pods, each of at most this size.
 *
 * @param count 1 or more
 * @param vcpu processors of one pod, more than 0
 * @param memory of one pod in GiB, more than 0
 */
public record Pods(int count, double vcpu, double memory) {
  public Pods {
    if (count < 1 || !(vcpu > 0 && memory > 0) || Double.isInfinite(vcpu + memory)) {
      throw new IllegalArgumentException(
          "%d pods of %s vcpu and %s GiB: all are more than 0".formatted(count, vcpu, memory));
    }
  }

  /** Other pods of the same size. */
  public Pods withCount(int count) {
    return new Pods(count, vcpu, memory);
  }
}
