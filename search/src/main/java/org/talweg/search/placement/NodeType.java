package org.talweg.search.placement;

/**
 * A kind of machine that can be rented.
 *
 * @param vcpu processors, more than 0
 * @param memory in GiB, more than 0
 * @param price per hour, more than 0
 * @param limit how many may be rented, 0 or more
 */
public record NodeType(String name, double vcpu, double memory, double price, int limit) {
  public NodeType {
    if (!(vcpu > 0 && memory > 0 && price > 0)
        || Double.isInfinite(vcpu + memory + price)
        || limit < 0) {
      throw new IllegalArgumentException(
          "%s: vcpu %s, memory %s and price %s are finite and more than 0, the limit %d is not less"
              .formatted(name, vcpu, memory, price, limit));
    }
  }

  /** A kind without limit. */
  public static NodeType of(String name, double vcpu, double memory, double price) {
    return new NodeType(name, vcpu, memory, price, Integer.MAX_VALUE);
  }

  /** This kind at another price. */
  public NodeType withPrice(double price) {
    return new NodeType(name, vcpu, memory, price, limit);
  }

  /** This kind with another limit. */
  public NodeType withLimit(int limit) {
    return new NodeType(name, vcpu, memory, price, limit);
  }
}
