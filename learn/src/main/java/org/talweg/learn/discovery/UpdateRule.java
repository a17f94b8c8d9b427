package org.talweg.learn.discovery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An optimizer as a short program without branches or loops. Before a step these variables are
 * there:
 *
 * <pre>
 *   w   the weights         m, v   what the rule remembers, at first 0      lr   the learning rate
 *   g   the gradient        t      the number of the step, from 1
 * </pre>
 *
 * and after the last statement {@code w - update} are the new weights, while {@code m} and {@code
 * v} are remembered. {@code w, g, m, v} and {@code update} are vectors, all of one length; {@code
 * lr} and {@code t} are scalars; any other variable has the type of what is assigned to it.
 *
 * <p>Source: Chen et al. 2023, section 2.1. A rule is well-typed from the moment it is made.
 */
public record UpdateRule(List<Statement> statements) {
  /** Types of values. */
  enum Type {
    SCALAR,
    VECTOR
  }

  static final String UPDATE = "update";

  /** What is there before the first statement. */
  static final Map<String, Type> INPUTS =
      Map.copyOf(
          new TreeMap<>(
              Map.of(
                  "w", Type.VECTOR,
                  "g", Type.VECTOR,
                  "m", Type.VECTOR,
                  "v", Type.VECTOR,
                  "lr", Type.SCALAR,
                  "t", Type.SCALAR)));

  private static final Set<String> MEMORIES = Set.of("m", "v");

  /** {@link org.talweg.learn.optimizer.AdamW} with its defaults. */
  public static final UpdateRule ADAMW =
      parse(
          """
          m = interp(g, m, 0.9)
          s = square(g)
          v = interp(s, v, 0.999)
          a = power(0.9, t)
          a = 1 - a
          b = power(0.999, t)
          b = 1 - b
          a = m / a
          b = v / b
          b = sqrt(b)
          b = b + 1e-8
          a = a / b
          d = w * 0.01
          a = a + d
          update = a * lr
          """);

  /** {@link org.talweg.learn.optimizer.Lion} with its defaults. */
  public static final UpdateRule LION =
      parse(
          """
          c = interp(g, m, 0.9)
          c = sign(c)
          m = interp(g, m, 0.99)
          d = w * 0.1
          c = c + d
          update = c * lr
          """);

  /**
   * Checks the types.
   *
   * @throws IllegalArgumentException where the rule is not well-typed
   */
  public UpdateRule {
    statements = List.copyOf(statements);
    String fault = fault(statements);
    if (!fault.isEmpty()) {
      throw new IllegalArgumentException(fault);
    }
  }

  /** The rule that a text states, a statement a line. */
  public static UpdateRule parse(String text) {
    return new UpdateRule(
        text.lines().filter(line -> !line.isBlank()).map(Statement::parse).toList());
  }

  /** What is wrong with the types, empty where nothing is: the program run on types alone. */
  static String fault(List<Statement> statements) {
    var types = new TreeMap<>(INPUTS);
    for (Statement s : statements) {
      for (String name : s.reads()) {
        if (!types.containsKey(name)) {
          return "in '" + s + "' " + name + " has no value";
        }
      }
      Type first = type(s.arguments().getFirst(), types);
      if (s.function().reduces()
          && s.arguments().stream().anyMatch(a -> type(a, types) == Type.SCALAR)) {
        return "in '" + s + "' " + s.function().word() + " takes vectors";
      }
      if (s.function() == Function.CLIP
          && (first == Type.SCALAR || type(s.arguments().getLast(), types) == Type.VECTOR)) {
        return "in '" + s + "' clip takes a vector and a scalar";
      }
      types.put(s.target(), type(s, types));
    }
    if (types.get(UPDATE) != Type.VECTOR) {
      return UPDATE + (types.containsKey(UPDATE) ? " is no vector" : " has no value");
    }
    for (String memory : MEMORIES) {
      if (types.get(memory) != Type.VECTOR && isReadFirst(memory, statements)) {
        return memory + " is remembered but ends as no vector";
      }
    }
    return "";
  }

  /** The type of what a statement assigns. */
  static Type type(Statement s, Map<String, Type> types) {
    return !s.function().reduces()
            && s.arguments().stream().anyMatch(a -> type(a, types) == Type.VECTOR)
        ? Type.VECTOR
        : Type.SCALAR;
  }

  static Type type(Statement.Argument argument, Map<String, Type> types) {
    return argument instanceof Statement.Variable(String name)
        ? types.getOrDefault(name, Type.SCALAR)
        : Type.SCALAR;
  }

  /** The variables that have a value before that statement. */
  List<String> scope(int before) {
    var names = new TreeSet<>(INPUTS.keySet());
    statements.subList(0, before).forEach(s -> names.add(s.target()));
    return List.copyOf(names);
  }

  /** The rule without the statements that no update, of this step or a later one, depends on. */
  public UpdateRule live() {
    var outputs = new HashSet<>(Set.of(UPDATE));
    while (true) {
      var wanted = new HashSet<>(outputs);
      var kept = new ArrayList<Statement>();
      for (Statement s : statements.reversed()) {
        if (wanted.remove(s.target())) {
          wanted.addAll(s.reads());
          kept.addFirst(s);
        }
      }
      wanted.retainAll(MEMORIES);
      if (outputs.containsAll(wanted)) {
        return new UpdateRule(kept);
      }
      outputs.addAll(wanted);
    }
  }

  /** As formulas: {@code m' = interp(g, m, 0.9)}, one a line, without what has no effect. */
  public String formulas() {
    return Formulas.of(this);
  }

  /** How many vectors it remembers between steps. */
  public int memories() {
    UpdateRule live = live();
    return (int) MEMORIES.stream().filter(live::remembers).count();
  }

  /** Whether a later step depends on what it assigns to that name, if no statement is dead. */
  boolean remembers(String memory) {
    return isReadFirst(memory, statements)
        && statements.stream().anyMatch(s -> s.target().equals(memory));
  }

  /** Whether a statement sees the value from the step before. */
  private static boolean isReadFirst(String memory, List<Statement> statements) {
    for (Statement s : statements) {
      if (s.reads().contains(memory)) {
        return true;
      }
      if (s.target().equals(memory)) {
        return false;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return statements.stream().map(Statement::toString).collect(Collectors.joining("\n"));
  }
}
