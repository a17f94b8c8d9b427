package org.talweg.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Formula.Apply;
import org.talweg.model.Formula.Operator;

/**
 * Binds formulas to the parameters of a space, once and before anything is evaluated: every name
 * must be a parameter (or, where quantities are measured, may be one of them), or the level of the
 * choice it is compared with, which becomes quoted text. {@code quality >= good} on an ordinal
 * becomes {@code quality = 'good' or quality = 'best'}. Levels that all read as numbers are
 * compared as numbers. Binding a bound formula changes nothing.
 */
final class Binding {
  private final Map<String, Domain> domains = new LinkedHashMap<>();
  private final boolean measured;
  private final String where;

  /**
   * @param measured whether other names are measured quantities rather than mistakes
   * @param where what is bound, for messages: "the constraint lc + lp &lt;= 4"
   */
  Binding(List<Parameter> parameters, boolean measured, String where) {
    parameters.forEach(parameter -> domains.put(parameter.name(), parameter.domain()));
    this.measured = measured;
    this.where = where;
  }

  /**
   * The constraint with its formula bound.
   *
   * @throws IllegalArgumentException where a name has no meaning there, or nothing is compared
   */
  static Constraint constraint(
      Constraint constraint, List<Parameter> parameters, boolean measured) {
    var binding = new Binding(parameters, measured, "the constraint '" + constraint.text() + "'");
    if (!constraint.formula().isCondition()) {
      throw binding.error("is a value, not a condition: compare it with something");
    }
    return new Constraint(constraint.text(), binding.bind(constraint.formula()));
  }

  Formula bind(Formula formula) {
    return switch (formula) {
      case Formula.Number number -> number;
      case Formula.Text(String text) ->
          throw error("has the text '" + text + "' where a number belongs");
      case Formula.Name(String name) -> numeric(name);
      case Apply(Operator operator, List<Formula> sides) when operator.isComparison() ->
          compare(operator, sides.get(0), sides.get(1));
      case Apply(Operator operator, List<Formula> arguments) ->
          new Apply(operator, arguments.stream().map(this::bind).toList());
    };
  }

  private Formula numeric(String name) {
    Domain domain = domains.get(name);
    if (domain == null && !measured) {
      throw error("names '" + name + "', which is no parameter; parameters are " + parameters());
    }
    if (domain instanceof Domain.Permutation) {
      throw error(
          "names '" + name + "', which is a permutation and has no value to calculate with");
    }
    List<String> levels = levels(domain);
    if (levels != null && !areNumbers(levels)) {
      throw error("takes '" + name + "' for a number, but its levels are " + joined(levels));
    }
    return new Formula.Name(name);
  }

  private Formula compare(Operator operator, Formula left, Formula right) {
    if (levels(left) == null && levels(right) == null) {
      return new Apply(operator, List.of(bind(left), bind(right)));
    }
    if (levels(left) == null) {
      return compareLevels(mirrored(operator), right, left);
    }
    return compareLevels(operator, left, right);
  }

  /** Binds {@code choice operator other}. */
  private Formula compareLevels(Operator operator, Formula choice, Formula other) {
    List<String> levels = levels(choice);
    if (levels == null) {
      throw new IllegalStateException(choice + " has no levels");
    }
    boolean equality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
    String level = level(other);
    if (level != null && levels.contains(level)) {
      var text = new Formula.Text(level);
      return equality || areNumbers(levels)
          ? new Apply(operator, List.of(choice, text))
          : inOrder(operator, (Formula.Name) choice, level);
    }
    boolean quantity = measured && other instanceof Formula.Name && areNumbers(levels);
    if ((level != null && !quantity) || isNoLevel(operator, other, levels)) {
      throw error(
          "compares with '"
              + (level == null ? other.text() : level)
              + "', which is not one of the levels "
              + joined(levels));
    }
    if (equality && levels(other) != null) {
      return new Apply(operator, List.of(choice, other));
    }
    return new Apply(operator, List.of(bind(choice), bind(other)));
  }

  /** Whether it asks for a level that is a number which none of the levels is. */
  private static boolean isNoLevel(Operator operator, Formula other, List<String> levels) {
    return operator == Operator.EQUAL
        && other instanceof Formula.Number(double number)
        && areNumbers(levels)
        && levels.stream().noneMatch(level -> new Value.Text(level).number() == number);
  }

  /** The levels of an ordinal on one side of a level, as a choice among them. */
  private Formula inOrder(Operator operator, Formula.Name ordinal, String level) {
    if (!(domains.get(ordinal.name()) instanceof Domain.Ordinal(List<String> levels))) {
      throw error(
          "orders the levels of '" + ordinal.name() + "', which is a choice and not an ordinal");
    }
    int place = levels.indexOf(level);
    List<Formula> equalities =
        (switch (operator) {
              case LESS -> levels.subList(0, place);
              case LESS_EQUAL -> levels.subList(0, place + 1);
              case GREATER -> levels.subList(place + 1, levels.size());
              default -> levels.subList(place, levels.size());
            })
            .stream().map(allowed -> equality(ordinal, allowed)).toList();
    if (equalities.isEmpty()) {
      throw error("leaves no level of '" + ordinal.name() + "': they are " + joined(levels));
    }
    return equalities.size() == 1 ? equalities.getFirst() : new Apply(Operator.OR, equalities);
  }

  private static Formula equality(Formula.Name name, String level) {
    return new Apply(Operator.EQUAL, List.of(name, new Formula.Text(level)));
  }

  private static Operator mirrored(Operator operator) {
    return switch (operator) {
      case LESS -> Operator.GREATER;
      case LESS_EQUAL -> Operator.GREATER_EQUAL;
      case GREATER -> Operator.LESS;
      case GREATER_EQUAL -> Operator.LESS_EQUAL;
      default -> operator;
    };
  }

  /** The side as the name of a level, null where it can be none. */
  private @Nullable String level(Formula side) {
    return switch (side) {
      case Formula.Text(String text) -> text;
      case Formula.Name(String name) -> domains.containsKey(name) ? null : name;
      default -> null;
    };
  }

  private @Nullable List<String> levels(Formula side) {
    return side instanceof Formula.Name(String name) ? levels(domains.get(name)) : null;
  }

  private static @Nullable List<String> levels(@Nullable Domain domain) {
    return switch (domain) {
      case Domain.Choice(List<String> levels) -> levels;
      case Domain.Ordinal(List<String> levels) -> levels;
      case null, default -> null;
    };
  }

  private static boolean areNumbers(List<String> levels) {
    return levels.stream().allMatch(level -> new Value.Text(level).isNumber());
  }

  private String parameters() {
    return String.join(", ", domains.keySet());
  }

  private static String joined(List<String> levels) {
    return String.join(", ", levels);
  }

  private IllegalArgumentException error(String message) {
    return new IllegalArgumentException(where + " " + message);
  }
}
