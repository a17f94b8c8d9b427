package org.talweg.model;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The points of a finite space one after the other, by backtracking: parameters take their values
 * in the order in which conditions are decided, and a constraint cuts a branch off as soon as all
 * its parameters have theirs. Memory: one point.
 */
final class Enumeration implements Iterator<Point> {
  private final Space space;
  private final int[] order;

  /** The constraints decided once the parameter at that place of the order has its value. */
  private final List<List<Constraint>> decided = new ArrayList<>();

  private final @Nullable Value[] values;
  private final Point partial;

  private boolean started = false;

  /** Place of the order to go on at, negative after the last point. */
  private int place = 0;

  /** Whether {@link #partial} is a point that has not been handed out. */
  private boolean found = false;

  Enumeration(Space space, int[] order) {
    this.space = space;
    this.order = order;
    values = new @Nullable Value[order.length];
    partial = new Point(space, values);
    for (int k = 0; k < order.length; k++) {
      decided.add(new ArrayList<>());
    }
    for (Constraint constraint : space.constraints()) {
      Set<String> names = constraint.formula().names();
      int last = 0;
      for (int k = 0; k < order.length; k++) {
        if (names.contains(space.parameters().get(order[k]).name())) {
          last = k;
        }
      }
      decided.get(last).add(constraint);
    }
  }

  @Override
  public boolean hasNext() {
    if (!found && place >= 0) {
      found = advance();
    }
    return found;
  }

  @Override
  public Point next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    found = false;
    return new Point(space, values.clone());
  }

  private boolean advance() {
    boolean forward = !started;
    started = true;
    while (place >= 0 && place < order.length) {
      if (forward ? takeFirst(order[place]) : takeNext(order[place])) {
        forward = allowed(place);
        place += forward ? 1 : 0;
      } else {
        values[order[place--]] = null;
        forward = false;
      }
    }
    place--;
    return place >= 0;
  }

  private boolean takeFirst(int parameter) {
    if (Activation.active(space.parameters().get(parameter), partial)) {
      values[parameter] = Successor.first(space.parameters().get(parameter).domain());
    }
    return true;
  }

  private boolean takeNext(int parameter) {
    Value value = values[parameter];
    if (value == null) {
      return false; // inactive here, which is its only state
    }
    values[parameter] =
        Successor.next(space.parameters().get(parameter).domain(), value).orElse(null);
    return values[parameter] != null;
  }

  private boolean allowed(int k) {
    for (Constraint constraint : decided.get(k)) {
      if (constraint.violation(partial) > 0) {
        return false;
      }
    }
    return true;
  }
}
