package org.talweg.engine.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.talweg.engine.command.Template.Part;
import org.talweg.model.Formula;
import org.talweg.model.Value;

/**
 * A program and its arguments, with placeholders for values; no shell reads them.
 *
 * <p>An argument that mentions a name without a value, such as an inactive parameter, is left out,
 * and so is the whole group it stands in: {@code [[--depth, "{depth}"]]} gives both or neither. An
 * argument that is the placeholder of an order and nothing else becomes one argument per item.
 *
 * @param arguments the program first
 */
public record Command(List<Argument> arguments) {
  /** One argument, or several that come and go together. */
  public sealed interface Argument {
    /** One argument. */
    record Text(Template template) implements Argument {}

    /** Arguments that are left out together; a group within leaves out only itself. */
    record Group(List<Argument> arguments) implements Argument {
      public Group {
        arguments = List.copyOf(arguments);
      }
    }
  }

  public Command {
    arguments = List.copyOf(arguments);
    if (arguments.isEmpty() || !(arguments.getFirst() instanceof Argument.Text)) {
      throw new IllegalArgumentException("a command begins with the name of a program");
    }
  }

  /**
   * A command without groups.
   *
   * @throws IllegalArgumentException where a placeholder cannot be read
   */
  public static Command of(String... arguments) {
    var all = new ArrayList<Argument>();
    for (String argument : arguments) {
      try {
        all.add(new Argument.Text(Template.parse(argument)));
      } catch (CommandSyntaxException e) {
        throw new IllegalArgumentException("in '" + argument + "': " + e.getMessage(), e);
      }
    }
    return new Command(all);
  }

  /** The names that placeholders mention, in order of first occurrence. */
  public Set<String> names() {
    var names = new LinkedHashSet<String>();
    collect(arguments, names);
    return names;
  }

  /**
   * Options such as {@code --depth} that stand before an argument which is one of these names'
   * placeholder and nothing else, outside of a group: where the name has no value the option stays
   * without its argument.
   *
   * @return by the name, the option
   */
  public Map<String, String> optionsLeftAlone(Set<String> names) {
    var alone = new LinkedHashMap<String, String>();
    for (int i = 1; i < arguments.size(); i++) {
      if (arguments.get(i - 1) instanceof Argument.Text(Template before)
          && before.parts().size() == 1
          && before.parts().getFirst() instanceof Part.Literal(String option)
          && option.startsWith("-")
          && arguments.get(i) instanceof Argument.Text(Template value)
          && value.parts().size() == 1
          && value.parts().getFirst() instanceof Part.Placeholder(String name, var otherwise)
          && otherwise.isEmpty()
          && names.contains(name)) {
        alone.put(name, option);
      }
    }
    return alone;
  }

  private static void collect(List<Argument> arguments, Set<String> names) {
    for (Argument argument : arguments) {
      switch (argument) {
        case Argument.Text(Template template) -> names.addAll(template.names());
        case Argument.Group(List<Argument> inside) -> collect(inside, names);
      }
    }
  }

  /**
   * The program and its arguments with values in place.
   *
   * @throws IllegalArgumentException where the program's own name depends on a name without a value
   */
  public List<String> fill(Formula.Scope scope) {
    var filled = new ArrayList<String>();
    for (Argument argument : arguments) {
      Optional<List<String>> one = fill(argument, scope);
      if (filled.isEmpty() && one.isEmpty()) {
        throw new IllegalArgumentException("the program to run depends on an inactive parameter");
      }
      one.ifPresent(filled::addAll);
    }
    return filled;
  }

  private static Optional<List<String>> fill(Argument argument, Formula.Scope scope) {
    return switch (argument) {
      case Argument.Text(Template(List<Part> parts))
          when parts.size() == 1
              && parts.getFirst() instanceof Part.Placeholder(String name, _)
              && scope.value(name) instanceof Value.Order(List<String> items) ->
          Optional.of(items);
      case Argument.Text(Template template) -> template.fill(scope).map(List::of);
      case Argument.Group(List<Argument> inside) -> group(inside, scope);
    };
  }

  private static Optional<List<String>> group(List<Argument> inside, Formula.Scope scope) {
    var filled = new ArrayList<String>();
    for (Argument argument : inside) {
      Optional<List<String>> one = fill(argument, scope);
      if (one.isEmpty() && argument instanceof Argument.Text) {
        return Optional.empty();
      }
      one.ifPresent(filled::addAll);
    }
    return Optional.of(filled);
  }
}
