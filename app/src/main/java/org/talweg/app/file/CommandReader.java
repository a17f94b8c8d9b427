package org.talweg.app.file;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.command.Command;
import org.talweg.engine.command.Command.Argument;
import org.talweg.engine.command.CommandSyntaxException;
import org.talweg.engine.command.Template;

/** Reads {@code command}: a list of arguments, in which a list is a group. */
final class CommandReader {
  /** Names that stand for what a run says, besides variables. */
  static final List<String> OF_THE_RUN = List.of("seed", "trial", "scratch");

  private static final Set<String> SHELL =
      Set.of("|", ">", ">>", "<", "2>", "2>&1", "&&", "||", ";", "&");

  private final Mistakes mistakes;
  private final Set<String> names = new LinkedHashSet<>();

  /**
   * @param variables names that placeholders may mention
   * @param fidelity likewise, under this name and as {@code fidelity}
   */
  CommandReader(Iterable<String> variables, Optional<String> fidelity, Mistakes mistakes) {
    this.mistakes = mistakes;
    variables.forEach(names::add);
    names.addAll(OF_THE_RUN);
    if (fidelity.isPresent()) {
      names.add(fidelity.get());
      names.add("fidelity");
    }
  }

  /** The command, or null. */
  @Nullable Command read(Yaml node) {
    if (node instanceof Yaml.Scalar scalar && !scalar.isNothing()) {
      mistakes.add(
          node.place(),
          "a command is a list of arguments, which no shell splits: ["
              + Spelling.shortened(
                  String.join(", ", scalar.text().strip().split("\\s+")).replace("\n", " "))
              + "]");
      return null;
    }
    if (!(node instanceof Yaml.Listing(List<Yaml> items, _)) || items.isEmpty()) {
      mistakes.add(
          node.place(),
          "expected a list that begins with a program, such as [xz, \"-{level}\"], found "
              + (node instanceof Yaml.Listing ? "an empty one" : node.words()));
      return null;
    }
    if (!(items.getFirst() instanceof Yaml.Scalar program) || program.text().isBlank()) {
      mistakes.add(
          items.getFirst().place(),
          "the command begins with the name of a program, not with " + items.getFirst().words());
      return null;
    }
    List<Argument> arguments = arguments(items);
    return arguments == null ? null : new Command(arguments);
  }

  private @Nullable List<Argument> arguments(List<Yaml> items) {
    var arguments = new ArrayList<Argument>();
    boolean right = true;
    for (Yaml item : items) {
      Argument argument =
          switch (item) {
            case Yaml.Scalar scalar -> text(scalar);
            case Yaml.Listing(List<Yaml> inside, _) -> {
              List<Argument> group = arguments(inside);
              yield group == null ? null : new Argument.Group(group);
            }
            case Yaml.Mapping mapping -> {
              mistakes.add(item.place(), braces(mapping));
              yield null;
            }
          };
      if (argument == null) {
        right = false;
      } else {
        arguments.add(argument);
      }
    }
    return right ? arguments : null;
  }

  private @Nullable Argument text(Yaml.Scalar scalar) {
    if (scalar.text().isEmpty() && scalar.style() == Yaml.Style.PLAIN) {
      mistakes.add(scalar.place(), "expected an argument, found nothing; an empty one is ''");
      return null;
    }
    if (SHELL.contains(scalar.text())) {
      mistakes.warn(
          scalar.place(),
          "no shell reads the command, so that '"
              + scalar.text()
              + "' is an argument like any other; for a pipeline write [sh, -c, '...']");
    }
    Template template = template(scalar);
    return template == null ? null : new Argument.Text(template);
  }

  private static String braces(Yaml.Mapping mapping) {
    if (mapping.entries().size() == 1
        && mapping.entries().getFirst() instanceof Yaml.Entry(Yaml.Scalar key, Yaml.Scalar value)
        && value.isNothing()) {
      return "quotes are missing: \"{" + Spelling.shortened(key.text()) + "}\"";
    }
    return "an argument is text, or a list for a group, not a mapping; braces need quotes";
  }

  /** Text with placeholders of known names, or null. */
  @Nullable Template template(Yaml.Scalar scalar) {
    try {
      Template template = Template.parse(scalar.text());
      return check(template, scalar) ? template : null;
    } catch (CommandSyntaxException e) {
      mistakes.add(
          scalar.inside(mistakes.source(), e.offset()), Spelling.firstLine(e.getMessage()));
      return null;
    }
  }

  /** Whether placeholders have known names. */
  boolean check(Template template, Yaml.Scalar scalar) {
    boolean known = true;
    for (String name : template.names()) {
      if (!names.contains(name)) {
        int at = Math.max(0, scalar.text().indexOf("{" + name));
        mistakes.add(scalar.inside(mistakes.source(), at), () -> unknown(name));
        known = false;
      }
    }
    return known;
  }

  private String unknown(String name) {
    String meant = Spelling.suggestion(name, names);
    return "{"
        + Spelling.shortened(name)
        + "} stands for nothing"
        + (name.equals("fidelity")
            ? ": the file states no fidelity"
            : meant.isEmpty() ? "; there are " + Spelling.list(names) : meant);
  }
}
