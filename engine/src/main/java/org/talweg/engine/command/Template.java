package org.talweg.engine.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.talweg.model.Formula;
import org.talweg.model.Value;

/**
 * Text with placeholders: {@code {name}} becomes that name's value, {@code {name:text}} becomes the
 * text where the name has no value, and {@code {{} and {@code }}} are braces.
 *
 * <p>Reals are written so that reading them gives the same number again; the items of an order are
 * joined by commas.
 */
public record Template(List<Part> parts) {
  /** A piece of the text. */
  public sealed interface Part {
    /** Text that stands for itself. */
    record Literal(String text) implements Part {}

    /** The value of a name, or a text for where it has none. */
    record Placeholder(String name, Optional<String> otherwise) implements Part {}
  }

  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_]*");

  public Template {
    parts = List.copyOf(parts);
  }

  /** Reads a text with placeholders. */
  public static Template parse(String text) throws CommandSyntaxException {
    var parts = new ArrayList<Part>();
    var literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if ((c == '{' || c == '}') && at + 1 < text.length() && text.charAt(at + 1) == c) {
        literal.append(c);
        at += 2;
      } else if (c == '{') {
        int end = text.indexOf('}', at);
        if (end < 0) {
          throw new CommandSyntaxException(
              "the placeholder that begins here is never closed; a literal brace is written {{",
              at);
        }
        if (!literal.isEmpty()) {
          parts.add(new Part.Literal(literal.toString()));
          literal.setLength(0);
        }
        parts.add(placeholder(text.substring(at + 1, end), at));
        at = end + 1;
      } else {
        literal.append(c);
        at++;
      }
    }
    if (!literal.isEmpty() || parts.isEmpty()) {
      parts.add(new Part.Literal(literal.toString()));
    }
    return new Template(parts);
  }

  private static Part placeholder(String inside, int at) throws CommandSyntaxException {
    int colon = inside.indexOf(':');
    String name = colon < 0 ? inside : inside.substring(0, colon);
    if (!NAME.matcher(name).matches()) {
      throw new CommandSyntaxException(
          "{" + inside + "} is no placeholder: write {name}, or {{ for a literal brace", at);
    }
    return new Part.Placeholder(
        name, colon < 0 ? Optional.empty() : Optional.of(inside.substring(colon + 1)));
  }

  /** The names that placeholders mention, in order of first occurrence. */
  public Set<String> names() {
    var names = new LinkedHashSet<String>();
    for (Part part : parts) {
      if (part instanceof Part.Placeholder(String name, _)) {
        names.add(name);
      }
    }
    return names;
  }

  /** The text with values in place, empty where a name has neither value nor other text. */
  public Optional<String> fill(Formula.Scope scope) {
    var filled = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Literal(String text) -> filled.append(text);
        case Part.Placeholder(String name, Optional<String> otherwise) -> {
          Value value = scope.value(name);
          if (value == null && otherwise.isEmpty()) {
            return Optional.empty();
          }
          filled.append(value == null ? otherwise.get() : text(value));
        }
      }
    }
    return Optional.of(filled.toString());
  }

  private static String text(Value value) {
    return value instanceof Value.Order(List<String> items)
        ? String.join(",", items)
        : value.toString();
  }
}
