package org.talweg.engine;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Form;

/**
 * The versioned profile of a solver or reformulation, which the planner, the command line and a
 * federation read.
 *
 * @param name unique, lower-case words joined by hyphens
 * @param version raised when results for the same seed change
 * @param form what it takes
 * @param target what a reformulation makes; null for a solver
 * @param description one sentence
 * @param source the paper or library: authors and year, or an id of the paper table
 */
public record Capability(
    String name,
    int version,
    Form form,
    @Nullable Form target,
    Set<Trait> traits,
    String description,
    List<String> source) {
  /** What a solver can deal with or promises. */
  public enum Trait {
    /** Searches the whole space. */
    GLOBAL,
    /** Refines a good point nearby. */
    LOCAL,
    /** Takes constraints over measured quantities. */
    CONSTRAINTS,
    /** Finds a front of several objectives. */
    MULTI_OBJECTIVE,
    /** Takes choices, ordinals and conditional parameters as they are. */
    MIXED,
    /** Expects noise. */
    NOISE,
    /** Keeps several proposals pending. */
    PARALLEL,
    /** Uses cheaper fidelities. */
    FIDELITY,
    /** Proves what it finds. */
    PROOF;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public Capability {
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "a capability's name is like 'cma-es', not '" + name + "'");
    }
    traits = traits.isEmpty() ? Set.of() : Set.copyOf(traits);
    source = List.copyOf(source);
  }

  /** The profile of a solver. */
  public static Capability solver(
      String name, Form form, String description, String source, Trait... traits) {
    var set = EnumSet.noneOf(Trait.class);
    set.addAll(List.of(traits));
    return new Capability(name, 1, form, null, set, description, List.of(source));
  }

  /** The profile of a reformulation. */
  public static Capability reformulation(
      String name, Form from, Form to, String description, String source) {
    return new Capability(name, 1, from, to, Set.of(), description, List.of(source));
  }

  /** What a reformulation makes, empty for a solver. */
  public Optional<Form> makes() {
    return Optional.ofNullable(target);
  }

  public boolean has(Trait trait) {
    return traits.contains(trait);
  }
}
