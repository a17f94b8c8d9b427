package org.talweg.learn.discovery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The search that all solvers of {@link Discovery} share. Batch by batch it makes rules by {@link
 * Mutation}; those that are ill-typed, give no numbers, or do what an earlier one did ({@link
 * Fingerprint}) are not evaluated, and a rule that repeats another takes over its score. The others
 * are scored by whoever owns the search.
 *
 * <p>With a population it is regularised evolution: a child of the winner of a tournament joins,
 * the oldest leaves; when the best has not improved for long, the population is filled with it
 * anew. Without one every rule is made from the first by one to eight changes: random search.
 *
 * <p>Source: Chen et al. 2023, section 2.2; Real et al. 2019 for regularised evolution. Unlike
 * there, rules without a score do not join, for a population of 50 would soon be full of them.
 */
public final class ProgramSearch {
  /**
   * The method's constants.
   *
   * @param population how many rules live, 0 for random search
   * @param tournament how many of them compete to have a child
   * @param batch rules made from one population
   * @param patience evaluations without improvement before the population is filled anew
   */
  public record Settings(
      int population, int tournament, int batch, int patience, Mutation mutation) {
    public static final Settings EVOLUTION = new Settings(50, 5, 8, 1500, Mutation.FREE);
    public static final Settings CONSTANTS = new Settings(50, 5, 8, 1500, Mutation.CONSTANTS);
    public static final Settings RANDOM = new Settings(0, 0, 8, Integer.MAX_VALUE, Mutation.FREE);
  }

  static final String ILL_TYPED = "ill-typed";
  static final String NO_NUMBERS = "no numbers";
  static final String REPEATED = "repeated";

  /** Why rules are not evaluated. */
  public static final List<String> REASONS = List.of(ILL_TYPED, NO_NUMBERS, REPEATED);

  private static final int MOST_CHANGES = 8;

  private static final double APART = 1.005;

  /** Children of a batch that need no evaluation, at most. */
  private static final int IDLE = 2000;

  /** A rule and what it came to. */
  public record Scored(UpdateRule rule, double score) {
    private static final Comparator<Scored> BEST_FIRST =
        Comparator.comparingDouble(Scored::score).thenComparing(s -> s.rule().statements().size());
  }

  /** Scores rules in their order. */
  @FunctionalInterface
  public interface Scorer<E extends Exception> {
    double[] scores(List<UpdateRule> rules) throws E, InterruptedException;
  }

  private final Settings settings;
  private final RandomGenerator random;
  private final UpdateRule start;
  private final ArrayDeque<Scored> population = new ArrayDeque<>();
  private final Map<Fingerprint, Scored> seen = new LinkedHashMap<>();
  private final Map<String, Integer> pruned = new TreeMap<>();
  private Scored best;
  private int evaluated = 0;
  private int improvedAt = 0;

  /**
   * A search before its first batch.
   *
   * @param start the rule that it begins with
   * @param score of that rule
   */
  public ProgramSearch(Settings settings, UpdateRule start, double score, RandomGenerator random) {
    this.settings = settings;
    this.start = start;
    this.random = random;
    best = new Scored(start, score);
    Fingerprint.of(start).ifPresent(print -> seen.put(print, best));
    fill();
  }

  private void fill() {
    population.clear();
    for (int i = 0; i < settings.population; i++) {
      population.add(best);
    }
    improvedAt = evaluated;
  }

  /** Makes a batch, has it scored, and takes it in. False where nothing new can be made. */
  public <E extends Exception> boolean advance(Scorer<E> scorer) throws E, InterruptedException {
    var children = new ArrayList<UpdateRule>();
    var prints = new ArrayList<Fingerprint>();
    var fresh = new LinkedHashMap<Fingerprint, UpdateRule>();
    for (int idle = 0; fresh.size() < settings.batch && idle < IDLE; ) {
      UpdateRule child = child();
      Optional<Fingerprint> print = Fingerprint.of(child);
      if (print.isEmpty()) {
        pruned.merge(NO_NUMBERS, 1, Integer::sum);
        idle++;
      } else if (seen.containsKey(print.get()) || fresh.containsKey(print.get())) {
        pruned.merge(REPEATED, 1, Integer::sum);
        children.add(child);
        prints.add(print.get());
        idle++;
      } else {
        fresh.put(print.get(), child);
        children.add(child);
        prints.add(print.get());
      }
    }
    if (!fresh.isEmpty()) {
      admit(fresh, scorer.scores(List.copyOf(fresh.values())));
    }
    for (int i = 0; i < children.size(); i++) {
      Scored twin = seen.get(prints.get(i));
      if (twin != null && settings.population > 0 && Double.isFinite(twin.score)) {
        population.addLast(new Scored(children.get(i), twin.score));
        population.removeFirst();
      }
    }
    if (evaluated - improvedAt >= settings.patience) {
      fill();
    }
    return !fresh.isEmpty();
  }

  private void admit(Map<Fingerprint, UpdateRule> fresh, double[] scores) {
    int i = 0;
    for (Map.Entry<Fingerprint, UpdateRule> entry : fresh.entrySet()) {
      var scored = new Scored(entry.getValue(), scores[i++]);
      seen.put(entry.getKey(), scored);
      evaluated++;
      if (scored.score < best.score) {
        best = scored;
        improvedAt = evaluated;
      }
    }
  }

  private UpdateRule child() {
    if (settings.population == 0) {
      UpdateRule rule = start;
      int changes = 1 + random.nextInt(MOST_CHANGES);
      for (int c = 0; c < changes; c++) {
        rule = settings.mutation.of(rule, random, pruned);
      }
      return rule;
    }
    List<Scored> living = List.copyOf(population);
    Scored winner = living.get(random.nextInt(living.size()));
    for (int k = 1; k < settings.tournament; k++) {
      Scored other = living.get(random.nextInt(living.size()));
      winner = other.score < winner.score ? other : winner;
    }
    return settings.mutation.of(winner.rule, random, pruned);
  }

  /** How many rules were scored. */
  public int evaluated() {
    return evaluated;
  }

  /** How many rules were not, by the reason: one of {@link #REASONS}. */
  public Map<String, Integer> pruned() {
    return new HashMap<>(pruned);
  }

  /** The best rule and its score. */
  public Scored best() {
    return best;
  }

  /**
   * The best rules, best first, of which each has at least 1.005 times the loss of the one before:
   * what lies nearer is mostly the same rule with other constants.
   */
  public List<Scored> best(int count) {
    var chosen = new ArrayList<Scored>();
    seen.values().stream()
        .filter(s -> Double.isFinite(s.score))
        .sorted(Scored.BEST_FIRST)
        .forEach(
            s -> {
              if (chosen.size() < count
                  && (chosen.isEmpty() || s.score >= APART * chosen.getLast().score)) {
                chosen.add(s);
              }
            });
    return List.copyOf(chosen);
  }
}
