package org.talweg.app.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.talweg.model.BlackBox;
import org.talweg.model.Constraint;
import org.talweg.model.Direction;
import org.talweg.model.Domain;
import org.talweg.model.Formula;
import org.talweg.model.Formula.Apply;
import org.talweg.model.FormulaException;
import org.talweg.model.Indices;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Space;

/**
 * Reads formulas over the names that a file declares. Every name must be a variable, a measured
 * quantity where those are allowed, or the level of a choice that it is compared with.
 *
 * @param domains the variables; one whose own declaration is wrong has none
 * @param quantities what is measured
 * @param indices what indexed formulas refer to
 */
record Names(
    Map<String, Optional<Domain>> domains,
    Collection<String> quantities,
    Indices indices,
    Mistakes mistakes) {
  Names(Map<String, Optional<Domain>> domains, Collection<String> quantities, Mistakes mistakes) {
    this(domains, quantities, Indices.NONE, mistakes);
  }

  private static final Pattern VALID = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_]*");
  private static final Set<String> RESERVED = Set.of("and", "or", "not");

  /** Why a variable or quantity cannot have that name, null where it can. */
  static @Nullable String whyNot(String name) {
    if (RESERVED.contains(name)) {
      return "'" + name + "' is a word of the formula language, not a name";
    }
    if (VALID.matcher(name).matches()) {
      return null;
    }
    String legal = name.strip().replaceAll("[^\\p{L}\\p{Nd}_]+", "_").replaceAll("^(?=\\d)", "_");
    return "'"
        + Spelling.shortened(name)
        + "' is no name: a name is a letter, then letters, digits and _"
        + (VALID.matcher(legal).matches() ? ", such as " + Spelling.shortened(legal) : "");
  }

  /** A formula whose names are all known, or null. */
  @Nullable Formula formula(Yaml.Scalar scalar, boolean measured) {
    List<Formula> formulas = formulas(scalar, measured, false);
    return formulas.isEmpty() ? null : formulas.getFirst();
  }

  /**
   * The formulas that a text stands for, more than one after {@code for}; none where it is wrong.
   */
  private List<Formula> formulas(Yaml.Scalar scalar, boolean measured, boolean several) {
    List<Formula> formulas;
    try {
      formulas =
          several
              ? Formula.parseAll(scalar.text(), indices)
              : List.of(Formula.parse(scalar.text(), indices));
    } catch (FormulaException e) {
      mistakes.add(
          scalar.inside(mistakes.source(), e.offset()),
          Spelling.firstLine(e.getMessage())
              + " (in the formula '"
              + Spelling.shortened(scalar.text())
              + "')");
      return List.of();
    }
    boolean known = true;
    for (Formula formula : formulas) {
      for (String name : free(formula)) {
        if (!domains.containsKey(name) && !(measured && quantities.contains(name))) {
          mistakes.add(placeOf(name, scalar), () -> unknown(name, measured));
          known = false;
        }
      }
    }
    return known ? formulas : List.of();
  }

  private String unknown(String name, boolean measured) {
    if (quantities.contains(name)) {
      return "'"
          + name
          + "' is measured, and not known before an evaluation; a condition is over variables";
    }
    var all = new ArrayList<>(domains.keySet());
    if (measured) {
      all.addAll(quantities);
    }
    String meant = Spelling.suggestion(name, all);
    if (!meant.isEmpty()) {
      return "there is no '" + Spelling.shortened(name) + "'" + meant;
    }
    return "there is no '"
        + Spelling.shortened(name)
        + "'"
        + (measured && !quantities.isEmpty()
            ? "; measured are " + Spelling.list(quantities) + "; variables"
            : "; variables")
        + " are "
        + Spelling.list(domains.keySet())
        + (measured && quantities.isEmpty()
            ? "; nothing is measured (add measure: {command: [...], read: {...}})"
            : "");
  }

  private Place placeOf(String name, Yaml.Scalar scalar) {
    Matcher word =
        Pattern.compile("(?<![\\p{L}\\p{Nd}_])" + Pattern.quote(name) + "(?![\\p{L}\\p{Nd}_])")
            .matcher(scalar.text());
    return scalar.inside(mistakes.source(), word.find() ? word.start() : 0);
  }

  /** The names that stand for values, without levels next to a choice's name. */
  private Set<String> free(Formula formula) {
    var free = new LinkedHashSet<String>();
    collect(formula, free);
    return free;
  }

  private void collect(Formula formula, Set<String> free) {
    switch (formula) {
      case Formula.Name(String name) -> free.add(name);
      case Apply(Formula.Operator operator, List<Formula> sides) when operator.isComparison() -> {
        for (int i = 0; i < 2; i++) {
          if (!(isLevel(sides.get(i), sides.get(1 - i)))) {
            collect(sides.get(i), free);
          }
        }
      }
      case Apply(_, List<Formula> arguments) -> arguments.forEach(a -> collect(a, free));
      case Formula.Number _, Formula.Text _ -> {}
    }
  }

  private boolean isLevel(Formula side, Formula other) {
    return side instanceof Formula.Name(String name)
        && !domains.containsKey(name)
        && !quantities.contains(name)
        && other instanceof Formula.Name(String choice)
        && domains.containsKey(choice)
        && domains.get(choice).map(Names::hasLevels).orElse(true);
  }

  private static boolean hasLevels(Domain domain) {
    return domain instanceof Domain.Choice || domain instanceof Domain.Ordinal;
  }

  /** The condition under which that variable exists, or null. */
  @Nullable Formula condition(String variable, Domain domain, Yaml.Scalar scalar) {
    Formula formula = formula(scalar, false);
    if (formula == null) {
      return null;
    }
    if (!formula.isCondition()) {
      mistakes.add(
          scalar.place(),
          "'" + Spelling.shortened(scalar.text()) + "' is no condition; compare it: mode = fast");
      return null;
    }
    var made = new Parameter(variable, domain, Optional.of(formula), Optional.empty());
    boolean binds =
        binds(
            formula,
            scalar,
            named -> {
              named.removeIf(parameter -> parameter.name().equals(variable));
              named.add(made);
              return new Space(named, List.of());
            });
    return binds ? formula : null;
  }

  /** The constraints that a text stands for; none where it is wrong. */
  List<Constraint> constraints(Yaml.Scalar scalar) {
    var constraints = new ArrayList<Constraint>();
    for (Formula formula : formulas(scalar, true, true)) {
      // Written out, an indexed text would not be read again.
      String text = indices.isEmpty() ? scalar.text().strip() : formula.text();
      var constraint = new Constraint(text, formula);
      boolean binds =
          binds(
              formula,
              scalar,
              named ->
                  isKnown(constraint)
                      ? new Space(named, List.of(constraint))
                      : anything(named).subjectTo(constraint.text()));
      if (!binds) {
        return List.of();
      }
      constraints.add(constraint);
    }
    return constraints;
  }

  /** Whether a constraint is over variables only. */
  boolean isKnown(Constraint constraint) {
    return free(constraint.formula()).stream().noneMatch(quantities::contains);
  }

  /** Whether the formula can be an objective; what is wrong is noted. */
  boolean isObjective(Objective objective, Yaml.Scalar scalar) {
    return binds(
        objective.formula(),
        scalar,
        named ->
            BlackBox.of("", new Space(named, List.of()), List.of(objective), (_, _) -> Map.of()));
  }

  private static BlackBox anything(List<Parameter> named) {
    var constant = new Objective("", new Formula.Number(0), Direction.MINIMIZE);
    return BlackBox.of("", new Space(named, List.of()), List.of(constant), (_, _) -> Map.of());
  }

  /**
   * Whether the model takes the formula. It is asked about one formula at a time, over the
   * variables that the formula names, so that what it says can be shown at the formula's place.
   */
  private boolean binds(
      Formula formula, Yaml.Scalar scalar, Function<List<Parameter>, Object> make) {
    var named = new ArrayList<Parameter>();
    for (String name : formula.names()) {
      Optional<Domain> domain = domains.get(name);
      if (domain != null && domain.isEmpty()) {
        return true; // What is wrong there is already noted.
      }
      if (domain != null) {
        named.add(new Parameter(name, domain.get(), Optional.empty(), Optional.empty()));
      }
    }
    if (named.isEmpty()) {
      named.add(Parameter.real("_", 0, 1));
    }
    try {
      var _ = make.apply(named);
      return true;
    } catch (IllegalArgumentException e) {
      mistakes.add(scalar.place(), Spelling.firstLine(e.getMessage()));
      return false;
    }
  }
}
