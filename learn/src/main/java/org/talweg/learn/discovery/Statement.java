package org.talweg.learn.discovery;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One assignment: {@code target = function(arguments)}, written with a symbol between the arguments
 * where the function has one.
 */
public record Statement(String target, Function function, List<Argument> arguments) {
  private static final Pattern CALL = Pattern.compile("([a-z][a-z0-9]*)\\((.*)\\)");
  private static final Pattern INFIX = Pattern.compile("(\\S+)\\s+([-+*/])\\s+(\\S+)");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*");

  /** What a function is applied to. */
  sealed interface Argument {}

  /** A variable. */
  record Variable(String name) implements Argument {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A number. */
  record Constant(double value) implements Argument {
    @Override
    public String toString() {
      return value == Math.rint(value) && Math.abs(value) < 1e6
          ? Long.toString((long) value)
          : Double.toString(value).replace(".0E", "e").replace('E', 'e');
    }
  }

  public Statement {
    arguments = List.copyOf(arguments);
    if (arguments.size() != function.arity()) {
      throw new IllegalArgumentException(
          "%s takes %d arguments, not %d"
              .formatted(function.word(), function.arity(), arguments.size()));
    }
    if (!isName(target)) {
      throw new IllegalArgumentException("'" + target + "' is no name of a variable");
    }
  }

  static boolean isName(String word) {
    return NAME.matcher(word).matches() && Function.named(word).isEmpty();
  }

  /** The statement that a line states. */
  static Statement parse(String line) {
    String[] sides = line.split("=", 2);
    if (sides.length < 2) {
      throw new IllegalArgumentException("'" + line.strip() + "' assigns nothing");
    }
    String right = sides[1].strip();
    Matcher infix = INFIX.matcher(right);
    Matcher call = CALL.matcher(right);
    String word;
    List<String> words;
    if (infix.matches()) {
      word = infix.group(2);
      words = List.of(infix.group(1), infix.group(3));
    } else if (call.matches()) {
      word = call.group(1);
      words = List.of(call.group(2).split(",", -1));
    } else {
      throw new IllegalArgumentException(
          "'" + right + "' is neither like 'a + b' nor like 'interp(a, b, 0.9)'");
    }
    Function function =
        Function.named(word)
            .orElseThrow(() -> new IllegalArgumentException("there is no function '" + word + "'"));
    return new Statement(
        sides[0].strip(), function, words.stream().map(w -> argument(w.strip())).toList());
  }

  private static Argument argument(String word) {
    if (isName(word)) {
      return new Variable(word);
    }
    try {
      return new Constant(Double.parseDouble(word));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + word + "' is neither a variable nor a number", e);
    }
  }

  /** The same with another argument at that place. */
  Statement with(int place, Argument argument) {
    var all = new java.util.ArrayList<>(arguments);
    all.set(place, argument);
    return new Statement(target, function, all);
  }

  /** The variables that it reads. */
  List<String> reads() {
    return arguments.stream()
        .filter(a -> a instanceof Variable)
        .map(a -> ((Variable) a).name())
        .toList();
  }

  @Override
  public String toString() {
    return target
        + " = "
        + (function.symbol().isEmpty()
            ? function.word()
                + arguments.stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ", "(", ")"))
            : arguments.getFirst() + " " + function.symbol() + " " + arguments.getLast());
  }
}
