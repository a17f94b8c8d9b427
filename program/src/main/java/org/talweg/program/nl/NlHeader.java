package org.talweg.program.nl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ten lines that begin an {@code .nl} file: how many there are of everything.
 *
 * @param binary whether what follows is written as bytes rather than text
 * @param options the numbers of the first line, without the first one, which counts them
 * @param nonlinear variables that are nonlinear in constraints, in objectives (counted up to the
 *     last such variable), in both
 * @param discrete whole variables: linear with bounds 0 and 1, other linear, nonlinear in both, in
 *     constraints only, in objectives only
 */
@SuppressWarnings("ArrayRecordComponent") // read once
record NlHeader(
    boolean binary,
    List<String> options,
    int variables,
    int constraints,
    int objectives,
    int[] nonlinear,
    int networkVariables,
    int functions,
    int arithmetic,
    int[] discrete,
    int definedVariables) {

  static NlHeader read(TextSource source) throws NlFormatException {
    String first = source.headerLine();
    if (!first.startsWith("g") && !first.startsWith("b")) {
      throw source.mistake(
          "this is no .nl file: it begins with 'g' (text) or 'b' (binary), not '"
              + first.substring(0, Math.min(1, first.length())).replaceAll("[^ -~]", "?")
              + "'");
    }
    List<String> words = List.of(first.substring(1).trim().split("\\s+"));
    if (words.size() > 12) {
      throw source.mistake("the first line has at most nine options");
    }
    List<String> options = words.subList(1, words.size());
    source.nextHeaderLine();
    int[] sizes = line(source, 3, "variables, constraints, objectives");
    int logical = sizes.length > 5 ? sizes[5] : 0;
    int left = source.left();
    check(source, "variables", sizes[0], 1, left);
    check(source, "constraints", sizes[1], 0, left);
    check(source, "objectives", sizes[2], 0, left);
    if (logical > 0) {
      throw source.mistake("logical constraints are not supported; the file declares " + logical);
    }
    source.nextHeaderLine();
    int[] complements = line(source, 2, "nonlinear constraints and objectives");
    if (complements.length > 3 && (complements[2] > 0 || complements[3] > 0)) {
      throw source.mistake(
          "complementarity conditions are not supported; the file declares "
              + (complements[2] + complements[3])
              + ". Write each as inequalities, such as x >= 0, y >= 0, x*y <= 0");
    }
    source.nextHeaderLine();
    var unused = line(source, 2, "network constraints");
    source.nextHeaderLine();
    int[] nonlinear = line(source, 2, "nonlinear variables");
    source.nextHeaderLine();
    int[] network = line(source, 2, "network variables and functions");
    source.nextHeaderLine();
    int[] discrete = line(source, 2, "discrete variables");
    source.nextHeaderLine();
    unused = line(source, 2, "nonzeros");
    source.nextHeaderLine();
    unused = line(source, 0, "name lengths");
    source.nextHeaderLine();
    long defined = 0;
    for (int count : line(source, 0, "defined variables")) {
      defined += count;
    }
    if (defined > left) {
      throw source.mistake(
          defined + " defined variables are more than a file of this size can hold");
    }
    nonlinear = Arrays.copyOf(nonlinear, 3);
    discrete = Arrays.copyOf(discrete, 5);
    long whole = 0;
    for (int count : discrete) {
      whole += count;
    }
    int mostNonlinear = Math.max(nonlinear[0], nonlinear[1]);
    if (whole > sizes[0] || mostNonlinear > sizes[0] || nonlinear[2] > mostNonlinear) {
      throw source.mistake("the header declares more variables of some kind than there are");
    }
    boolean binary = first.startsWith("b");
    int arithmetic = network.length > 2 ? network[2] : 0;
    if (binary && arithmetic > 2) {
      throw source.mistake(
          "numbers are of arithmetic " + arithmetic + "; 1 and 2 (IEEE) can be read");
    }
    source.nextHeaderLine();
    return new NlHeader(
        binary,
        options,
        sizes[0],
        sizes[1],
        sizes[2],
        nonlinear,
        network[0],
        network[1],
        arithmetic,
        discrete,
        (int) defined);
  }

  private static void check(TextSource source, String what, int count, int least, int left)
      throws NlFormatException {
    if (count < least) {
      throw source.mistake("%d %s: there must be at least %d".formatted(count, what, least));
    } else if (count > left) {
      throw source.mistake(
          "%d %s are more than the remaining %d bytes can hold".formatted(count, what, left));
    }
  }

  /** The numbers of a header line; none is negative. */
  private static int[] line(TextSource source, int fewest, String what) throws NlFormatException {
    String text = source.headerLine();
    var numbers = new ArrayList<Integer>();
    for (String word : text.split("\\s+")) {
      if (word.isEmpty()) {
        continue;
      }
      try {
        numbers.add(Integer.parseInt(word));
      } catch (NumberFormatException e) {
        throw source.mistake(
            "'%s' is no whole number of %s"
                .formatted(word.substring(0, Math.min(40, word.length())), what));
      }
      if (numbers.getLast() < 0) {
        throw source.mistake(numbers.getLast() + " is negative in the numbers of " + what);
      }
      if (numbers.size() == 12) {
        break;
      }
    }
    if (numbers.size() < fewest) {
      throw source.mistake("this line should have %d numbers: %s".formatted(fewest, what));
    }
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Which variables are whole, from the order in which the format puts them. */
  boolean[] integers() {
    boolean[] integer = new boolean[variables];
    int both = nonlinear[2];
    int constraintsEnd = nonlinear[0];
    int objectivesEnd = Math.max(nonlinear[0], nonlinear[1]);
    mark(integer, both, discrete[2]);
    mark(integer, constraintsEnd, discrete[3]);
    mark(integer, objectivesEnd, discrete[4]);
    mark(integer, variables, discrete[0] + discrete[1]);
    return integer;
  }

  private static void mark(boolean[] integer, int end, int count) {
    Arrays.fill(integer, Math.max(0, end - count), end, true);
  }
}
