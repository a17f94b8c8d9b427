package org.talweg.learn.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.talweg.learn.discovery.Statement.Argument;
import org.talweg.learn.discovery.Statement.Constant;
import org.talweg.learn.discovery.Statement.Variable;

/**
 * A small change of a rule, drawn at random: a statement is inserted, deleted, or changed in one
 * argument, which becomes another variable or a fresh constant, or, where it is a constant, is
 * multiplied by 2^a, a standard normal. A change that is not well-typed is drawn again, which costs
 * no execution.
 *
 * <p>Source: Chen et al. 2023, section 2.2; the kinds of constants are ours.
 *
 * @param longest rule that insertion makes
 * @param constantsOnly whether only the values of constants change
 */
public record Mutation(int longest, boolean constantsOnly) {
  private static final int TRIES = 100;
  private static final List<Double> NAMED = List.of(Math.PI, Math.E, 1e-8);

  /** Of everything. */
  static final Mutation FREE = new Mutation(30, false);

  /** Of the constants alone. */
  static final Mutation CONSTANTS = new Mutation(30, true);

  private enum Kind {
    INSERT,
    DELETE,
    CHANGE
  }

  /**
   * A rule that differs.
   *
   * @param refused counts the drawn changes that were not well-typed
   */
  UpdateRule of(UpdateRule rule, RandomGenerator random, Map<String, Integer> refused) {
    for (int t = 0; t < TRIES; t++) {
      List<Statement> changed = draw(rule, random);
      if (changed.equals(rule.statements())) {
        continue;
      }
      if (UpdateRule.fault(changed).isEmpty()) {
        return new UpdateRule(changed);
      }
      refused.merge(ProgramSearch.ILL_TYPED, 1, Integer::sum);
    }
    return rule;
  }

  private List<Statement> draw(UpdateRule rule, RandomGenerator random) {
    if (constantsOnly) {
      return changed(rule, random);
    }
    int length = rule.statements().size();
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    return switch (kind) {
      case INSERT -> length < longest ? inserted(rule, random) : rule.statements();
      case DELETE -> {
        var all = new ArrayList<>(rule.statements());
        all.remove(random.nextInt(length));
        yield all;
      }
      case CHANGE -> changed(rule, random);
    };
  }

  private static List<Statement> inserted(UpdateRule rule, RandomGenerator random) {
    var all = new ArrayList<>(rule.statements());
    int place = random.nextInt(all.size() + 1);
    Function function = Function.values()[random.nextInt(Function.values().length)];
    var arguments = new ArrayList<Argument>();
    List<String> scope = rule.scope(place);
    for (int k = 0; k < function.arity(); k++) {
      arguments.add(argument(scope, random));
    }
    List<String> names = rule.scope(all.size());
    String target = random.nextInt(4) == 0 ? fresh(names) : names.get(random.nextInt(names.size()));
    all.add(place, new Statement(target, function, arguments));
    return all;
  }

  /** A variable three times of four, else a constant. */
  private static Argument argument(List<String> scope, RandomGenerator random) {
    return random.nextInt(4) > 0
        ? new Variable(scope.get(random.nextInt(scope.size())))
        : new Constant(constant(random));
  }

  private static double constant(RandomGenerator random) {
    return random.nextInt(4) == 0
        ? NAMED.get(random.nextInt(NAMED.size()))
        : rounded(random.nextGaussian());
  }

  /** To four digits: the rest would only make a rule hard to read. */
  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.4g", value));
  }

  private static String fresh(List<String> names) {
    for (char c = 'a'; c <= 'z'; c++) {
      if (!names.contains(String.valueOf(c))) {
        return String.valueOf(c);
      }
    }
    return "x" + names.size();
  }

  private List<Statement> changed(UpdateRule rule, RandomGenerator random) {
    var all = new ArrayList<>(rule.statements());
    int place = random.nextInt(all.size());
    Statement statement = all.get(place);
    int k = random.nextInt(statement.arguments().size());
    Argument old = statement.arguments().get(k);
    if (old instanceof Constant(double value) && (constantsOnly || random.nextBoolean())) {
      double scaled = rounded(value * Math.pow(2, random.nextGaussian()));
      all.set(place, statement.with(k, new Constant(scaled)));
    } else if (!constantsOnly) {
      all.set(place, statement.with(k, argument(rule.scope(place), random)));
    }
    return all;
  }
}
