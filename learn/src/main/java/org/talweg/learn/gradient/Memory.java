package org.talweg.learn.gradient;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Weights;

/**
 * What a transformation remembers between steps: trees of numbers by name, and the memories of its
 * parts. All of it goes into a checkpoint.
 */
public record Memory(Map<String, Params> trees, List<Memory> parts) implements AutoCloseable {
  public Memory {
    trees = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(trees));
    parts = List.copyOf(parts);
  }

  /** Nothing. */
  public static Memory none() {
    return new Memory(Map.of(), List.of());
  }

  /** One tree. */
  public static Memory of(String name, Params tree) {
    return new Memory(Map.of(name, tree), List.of());
  }

  /** Two trees. */
  public static Memory of(String first, Params one, String second, Params two) {
    var trees = new LinkedHashMap<String, Params>();
    trees.put(first, one);
    trees.put(second, two);
    return new Memory(trees, List.of());
  }

  /** A tree by its name. */
  public Params tree(String name) {
    Params tree = trees.get(name);
    if (tree == null) {
      throw new IllegalArgumentException("no '" + name + "' in " + trees.keySet());
    }
    return tree;
  }

  /** How many numbers are remembered. */
  public long count() {
    return trees.values().stream().mapToLong(t -> t.layout().count()).sum()
        + parts.stream().mapToLong(Memory::count).sum();
  }

  /** A copy of everything, by names such as {@code 0.moments.m.} */
  public Map<String, Weights> weights(String prefix) {
    var all = new LinkedHashMap<String, Weights>();
    trees.forEach((name, tree) -> all.put(prefix + name + ".", tree.weights()));
    for (int i = 0; i < parts.size(); i++) {
      all.putAll(parts.get(i).weights(prefix + i + "."));
    }
    return all;
  }

  /** Reads a group of weights. */
  @FunctionalInterface
  public interface Source<E extends Exception> {
    Weights read(String prefix, Params like) throws E;
  }

  /** Takes over what {@link #weights} gave. */
  public <E extends Exception> void restore(String prefix, Source<E> source) throws E {
    for (Map.Entry<String, Params> tree : trees.entrySet()) {
      tree.getValue().set(source.read(prefix + tree.getKey() + ".", tree.getValue()));
    }
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).restore(prefix + i + ".", source);
    }
  }

  @Override
  public void close() {
    trees.values().forEach(Params::close);
    parts.forEach(Memory::close);
  }
}
