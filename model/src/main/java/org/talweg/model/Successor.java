package org.talweg.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The values of a finite domain in order: numbers upwards, levels as declared, orders of items
 * lexicographically.
 */
final class Successor {
  private Successor() {}

  /**
   * The first value.
   *
   * @throws IllegalStateException where the values are a continuum
   */
  static Value first(Domain domain) {
    return switch (domain) {
      case Domain.Real(double low, double high, _) when low == high -> new Value.Real(low);
      case Domain.Real real ->
          throw new IllegalStateException("the numbers of " + real + " cannot be listed");
      case Domain.Int(long low, _, _) -> new Value.Int(low);
      case Domain.Choice(List<String> levels) -> new Value.Text(levels.getFirst());
      case Domain.Ordinal(List<String> levels) -> new Value.Text(levels.getFirst());
      case Domain.Permutation(List<String> items) -> new Value.Order(items);
    };
  }

  /** The value after that one, where there is one. */
  static Optional<Value> next(Domain domain, Value value) {
    return switch (domain) {
      case Domain.Real _ -> Optional.empty();
      case Domain.Int(_, long high, _) ->
          value instanceof Value.Int(long v) && v < high
              ? Optional.of(new Value.Int(v + 1))
              : Optional.empty();
      case Domain.Choice(List<String> levels) -> nextLevel(levels, value);
      case Domain.Ordinal(List<String> levels) -> nextLevel(levels, value);
      case Domain.Permutation(List<String> items) -> nextOrder(items, (Value.Order) value);
    };
  }

  private static Optional<Value> nextLevel(List<String> levels, Value level) {
    int next = levels.indexOf(level.toString()) + 1;
    return next < levels.size() ? Optional.of(new Value.Text(levels.get(next))) : Optional.empty();
  }

  private static Optional<Value> nextOrder(List<String> items, Value.Order order) {
    int[] places = order.items().stream().mapToInt(items::indexOf).toArray();
    int pivot = places.length - 2;
    while (pivot >= 0 && places[pivot] > places[pivot + 1]) {
      pivot--;
    }
    if (pivot < 0) {
      return Optional.empty();
    }
    // Behind the pivot places fall: the last one above it takes its turn, the rest starts over.
    int successor = places.length - 1;
    while (places[successor] < places[pivot]) {
      successor--;
    }
    int moved = places[pivot];
    places[pivot] = places[successor];
    places[successor] = moved;
    Arrays.sort(places, pivot + 1, places.length);
    return Optional.of(new Value.Order(Arrays.stream(places).mapToObj(items::get).toList()));
  }
}
