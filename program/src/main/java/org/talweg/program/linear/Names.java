package org.talweg.program.linear;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;

/** Names and numbers as files have them. */
final class Names {
  private Names() {}

  /** The names, or, where one of them is not legal or stands twice, numbered ones for all. */
  static List<String> legal(List<String> names, String letter, Predicate<String> legal) {
    return names.stream().allMatch(legal) && new HashSet<>(names).size() == names.size()
        ? names
        : LinearProgram.numbered(letter, names.size());
  }

  /** A name like this one that is none of those. */
  static String other(String name, Collection<String> those) {
    var taken = new HashSet<>(those);
    String other = name;
    for (int k = 2; taken.contains(other); k++) {
      other = name + k;
    }
    return other;
  }

  /** The shortest text that reads back as the same number. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
