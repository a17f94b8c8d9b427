package org.talweg.search.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * An order of m candidates in levels, 0 the best: of two on the same level it is not known, or not
 * true, that one is better. The answer of an (m,k)-ranking oracle has the best k on a level each
 * and the other m - k together on the last one.
 *
 * <p>Written as the numbers of the candidates, from 1, best first: {@code 2 1=3} is two, then one
 * and three; whoever is left out shares the last level.
 */
public record Ranking(List<Integer> levels) {
  /** The words are no ranking; the message says why. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String why) {
      super(why);
    }
  }

  /**
   * @param levels the level of each candidate; every level from 0 to the last has a candidate
   */
  public Ranking {
    levels = List.copyOf(levels);
    long distinct = levels.stream().distinct().count();
    if (!levels.stream().allMatch(level -> level >= 0 && level < distinct)) {
      throw new IllegalArgumentException("levels begin at 0 and leave none out: " + levels);
    }
  }

  /**
   * The candidates by increasing cost, of which only the best k are told apart; equal costs share a
   * level.
   */
  public static Ranking byCost(int m, int k, IntToDoubleFunction cost) {
    double[] costs = IntStream.range(0, m).mapToDouble(cost).toArray();
    double[] best = Arrays.stream(costs).sorted().distinct().toArray();
    int told = 0;
    int counted = 0;
    while (told < best.length && counted < k) {
      double value = best[told++];
      counted += (int) Arrays.stream(costs).filter(c -> c == value).count();
    }
    int last = told;
    return new Ranking(
        Arrays.stream(costs).mapToObj(c -> Math.min(last, Arrays.binarySearch(best, c))).toList());
  }

  /**
   * Reads words such as {@code 2 1=3}; commas and {@code >} separate like spaces.
   *
   * @throws Unreadable where a number is no candidate's, or comes twice
   */
  public static Ranking parse(String words, int m) throws Unreadable {
    String spaced = words.strip().replaceAll("\\s*=\\s*", "=").replaceAll("[,>]", " ").strip();
    if (spaced.isEmpty()) {
      throw new Unreadable("name at least the best one");
    }
    Integer[] levels = new Integer[m];
    int level = 0;
    int named = 0;
    for (String group : spaced.split("\\s+")) {
      for (String word : group.split("=", -1)) {
        if (!word.matches("\\d{1,9}")) {
          throw new Unreadable("'" + word + "' is not the number of a candidate");
        }
        int candidate = Integer.parseInt(word);
        if (candidate < 1 || candidate > m) {
          throw new Unreadable("there is no candidate " + candidate + "; they are 1 to " + m);
        }
        if (levels[candidate - 1] != null) {
          throw new Unreadable("candidate " + candidate + " comes twice");
        }
        levels[candidate - 1] = level;
        named++;
      }
      level++;
    }
    if (named < m) {
      for (int i = 0; i < m; i++) {
        levels[i] = levels[i] == null ? level : levels[i];
      }
    }
    return new Ranking(List.of(levels));
  }

  /** m: how many candidates. */
  public int size() {
    return levels.size();
  }

  /** The level of a candidate, from 0. */
  public int level(int candidate) {
    return levels.get(candidate);
  }

  /** Whether i is known to be better than j. */
  public boolean better(int i, int j) {
    return level(i) < level(j);
  }

  /** The candidates of the best level, in their order. */
  public List<Integer> best() {
    return IntStream.range(0, size()).filter(i -> level(i) == 0).boxed().toList();
  }

  /** The candidates, best first; those of a level in their order. */
  public List<Integer> order() {
    var order = new ArrayList<>(IntStream.range(0, size()).boxed().toList());
    order.sort((i, j) -> Integer.compare(level(i), level(j)));
    return List.copyOf(order);
  }

  /** As {@link #parse} reads it, with every candidate. */
  @Override
  public String toString() {
    var words = new StringBuilder();
    int before = 0;
    for (int i : order()) {
      words.append(words.isEmpty() ? "" : level(i) == before ? "=" : " ").append(i + 1);
      before = level(i);
    }
    return words.toString();
  }
}
