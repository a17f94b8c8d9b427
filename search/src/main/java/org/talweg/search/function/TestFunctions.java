package org.talweg.search.function;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every test function by its name.
 *
 * <p>A number at a name's end is the dimension, {@code ackley-10}, and may be left out. {@code
 * NAME[low,high]} restricts a function of one objective to a smaller box.
 */
public final class TestFunctions {
  private static final List<Family> FAMILIES =
      Stream.of(
              Classics.families(),
              Scalable.families(),
              Constrained.families(),
              Designs.families(),
              TwoObjectives.families(),
              Kursawe.families(),
              Dtlz.families(),
              Mixed.families(),
              Orders.families(),
              Bbob.families())
          .flatMap(List::stream)
          .toList();

  private static final Pattern BOXED = Pattern.compile("(.+)\\[([^,\\]]+),([^,\\]]+)\\]");

  /** Names suggested for one that is not found. */
  private static final int SUGGESTIONS = 3;

  private TestFunctions() {}

  /** Every name, or pattern of names such as {@code ackley-D}, in groups of one kind. */
  public static List<String> names() {
    return FAMILIES.stream().map(Family::pattern).toList();
  }

  /** One function of every name or pattern, at its usual dimension. */
  public static List<TestFunction> examples() {
    return FAMILIES.stream().map(Family::example).map(TestFunctions::find).toList();
  }

  /**
   * The function of that name.
   *
   * @throws IllegalArgumentException where there is none, with the nearest names; or where its
   *     dimension or box is not possible
   */
  public static TestFunction find(String name) {
    String wanted = name.strip();
    Matcher boxed = BOXED.matcher(wanted);
    if (boxed.matches()) {
      double low = bound(wanted, boxed.group(2));
      double high = bound(wanted, boxed.group(3));
      return find(boxed.group(1)).within(low, high);
    }
    for (Family family : FAMILIES) {
      Optional<TestFunction> function = family.maker().make(wanted);
      if (function.isPresent()) {
        return function.get();
      }
    }
    throw new IllegalArgumentException(
        "there is no test function '"
            + abridged(wanted)
            + "'; the nearest are "
            + String.join(", ", nearest(wanted)));
  }

  private static double bound(String name, String number) {
    try {
      return Double.parseDouble(number.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "in the test function '"
              + abridged(name)
              + "' the bound '"
              + number
              + "' is not a number; write NAME[low,high]",
          e);
    }
  }

  private static String abridged(String name) {
    return name.length() <= 60 ? name : name.substring(0, 57) + "...";
  }

  private static List<String> nearest(String name) {
    String bare = bare(abridged(name));
    return names().stream()
        .sorted(Comparator.comparingInt(known -> distance(bare, bare(known))))
        .limit(SUGGESTIONS)
        .toList();
  }

  /** What a misspelt name is compared by: no numbers, no case, no separators. */
  private static String bare(String name) {
    return name.replaceAll("(-D|-f[N0-9].*)$", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z]", "");
  }

  /** Levenshtein's distance; small where one is the beginning of the other. */
  private static int distance(String a, String b) {
    if (a.length() > 2 && b.startsWith(a)) {
      return 1;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
