package org.talweg.search.evolution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Domain;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.model.Value;

/**
 * Mutation and crossover of single values by their kind, and of points made of them. Numbers move
 * in the unit interval that encodes them, so that logarithmic scales need no care.
 *
 * <p>Source for the mutations of whole numbers and levels: Li et al., "Mixed integer evolution
 * strategies for parameter optimization", Evol. Comput. 21 (2013); for permutations: the order
 * crossover of Davis (1985), and exchange, insertion and inversion as in Eiben and Smith (2015).
 */
final class Variation {
  private Variation() {}

  /** How two values of one parameter make a child's. */
  interface Crossover {
    Value cross(Domain domain, Value a, Value b, RandomGenerator random);
  }

  /** How a child's value changes; returns the value itself where it does not. */
  interface Mutation {
    /** The value of the parameter at that place in declared order. */
    Value mutate(int parameter, Domain domain, Value value, RandomGenerator random);
  }

  /**
   * The child of two points: crossover where both have a value, the value of the one that has it, a
   * random value where neither has; then mutation. Values of parameters that turn out inactive are
   * dropped; a parameter that has become active keeps its new value.
   */
  static Point child(
      Space space,
      Point mother,
      Point father,
      Crossover crossover,
      Mutation mutation,
      RandomGenerator random) {
    var values = new HashMap<String, Value>();
    for (int i = 0; i < space.parameters().size(); i++) {
      Parameter parameter = space.parameters().get(i);
      Domain domain = parameter.domain();
      Value a = mother.value(i);
      Value b = father.value(i);
      Value value;
      if (a == null && b == null) {
        value = sample(domain, random);
      } else {
        Value inherited =
            a != null && b != null
                ? crossover.cross(domain, a, b, random)
                : Objects.requireNonNullElse(a, b);
        value = mutation.mutate(i, domain, inherited, random);
      }
      values.put(parameter.name(), value);
    }
    return space.point(values);
  }

  /** A random value. */
  static Value sample(Domain domain, RandomGenerator random) {
    return domain.decode(random.doubles(domain.width()).toArray(), 0);
  }

  /** Either value, or for permutations their order crossover. */
  static Value uniform(Domain domain, Value a, Value b, RandomGenerator random) {
    boolean first = random.nextBoolean();
    if (a instanceof Value.Order(List<String> x) && b instanceof Value.Order(List<String> y)) {
      return new Value.Order(first ? orderCrossover(x, y, random) : orderCrossover(y, x, random));
    }
    return first ? a : b;
  }

  /** A slice of the first stays in place; the other items follow it in the second's order. */
  static <T> List<T> orderCrossover(List<T> first, List<T> second, RandomGenerator random) {
    int n = first.size();
    int from = random.nextInt(n);
    int length = random.nextInt(n + 1);
    var kept = new HashSet<T>();
    for (int k = 0; k < length; k++) {
      kept.add(first.get((from + k) % n));
    }
    List<@Nullable T> child = new ArrayList<>(first);
    int place = from + length;
    for (int k = 0; k < n; k++) {
      T item = second.get((from + length + k) % n);
      if (!kept.contains(item)) {
        child.set(place++ % n, item);
      }
    }
    return List.copyOf(child);
  }

  /**
   * A value nearby.
   *
   * @param step standard deviation of numbers in their unit interval; a whole number that it leaves
   *     where it was moves by one
   */
  static Value nearby(Domain domain, Value value, double step, RandomGenerator random) {
    return switch (domain) {
      case Domain.Real _ -> moved(domain, value, step * random.nextGaussian());
      case Domain.Int(long low, long high, _) -> {
        Value next = moved(domain, value, step * random.nextGaussian());
        long old = ((Value.Int) value).value();
        long other = old == high || (old > low && random.nextBoolean()) ? old - 1 : old + 1;
        yield next.equals(value) && low < high ? new Value.Int(other) : next;
      }
      case Domain.Choice(List<String> levels) -> {
        int other = random.nextInt(Math.max(1, levels.size() - 1));
        int old = levels.indexOf(((Value.Text) value).value());
        yield new Value.Text(levels.get(other < old || levels.size() == 1 ? other : other + 1));
      }
      case Domain.Ordinal(List<String> levels) -> {
        int jump = 1;
        while (random.nextInt(4) == 0) {
          jump++;
        }
        int old = levels.indexOf(((Value.Text) value).value());
        int last = levels.size() - 1;
        boolean up = old == 0 || (old < last && random.nextBoolean());
        yield new Value.Text(levels.get(Math.clamp(up ? old + jump : old - jump, 0, last)));
      }
      case Domain.Permutation _ ->
          new Value.Order(rearranged(((Value.Order) value).items(), random));
    };
  }

  /** Moves a number by a distance in its unit interval, reflected at the ends. */
  static Value moved(Domain domain, Value value, double distance) {
    double[] u = new double[1];
    domain.encode(value, u, 0);
    double folded = Math.abs(u[0] + distance) % 2;
    u[0] = folded > 1 ? 2 - folded : folded;
    return domain.decode(u, 0);
  }

  /** Exchanges two items, moves one elsewhere, or reverses a stretch. */
  static <T> List<T> rearranged(List<T> items, RandomGenerator random) {
    var next = new ArrayList<>(items);
    int n = items.size();
    if (n < 2) {
      return items;
    }
    int i = random.nextInt(n);
    int k = (i + 1 + random.nextInt(n - 1)) % n;
    switch (random.nextInt(3)) {
      case 0 -> Collections.swap(next, i, k);
      case 1 -> next.add(k, next.remove(i));
      default -> Collections.reverse(next.subList(Math.min(i, k), Math.max(i, k) + 1));
    }
    return next;
  }
}
