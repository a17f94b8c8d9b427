package org.talweg.app.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mapping whose keys are known: unknown and repeated ones are mistakes. */
final class Fields {
  /** What people write who come from elsewhere. */
  private static final Map<String, String> SYNONYMS =
      Map.of(
          "constraints", "subject to",
          "parameters", "variables",
          "params", "variables",
          "objective", "minimize",
          "minimise", "minimize",
          "maximise", "maximize",
          "cmd", "command",
          "choices", "choice",
          "float", "real",
          "integer", "int");

  private final Yaml.Mapping mapping;
  private final Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
  private boolean unknown = false;

  /**
   * @param what whose keys they are, in words: "a variable"
   */
  Fields(Yaml.Mapping mapping, String what, List<String> known, Mistakes mistakes) {
    this.mapping = mapping;
    for (Yaml.Entry entry : mapping.entries()) {
      String key = entry.key().text();
      if (!known.contains(key)) {
        unknown = true;
        mistakes.add(entry.key().place(), () -> unknown(key, what, known));
      } else {
        Yaml.Entry before = entries.putIfAbsent(key, entry);
        if (before != null) {
          mistakes.add(entry.key().place(), twice(key, before.key()));
        }
      }
    }
  }

  private static String unknown(String key, String what, List<String> known) {
    String meant = SYNONYMS.getOrDefault(key, "");
    String suggestion =
        known.contains(meant) ? "; did you mean '" + meant + "'?" : Spelling.suggestion(key, known);
    return "'"
        + Spelling.shortened(key)
        + "' is no key of "
        + what
        + (suggestion.isEmpty() ? "; keys are " + String.join(", ", known) : suggestion);
  }

  static String twice(String key, Yaml.Scalar before) {
    return "'"
        + Spelling.shortened(key)
        + "' is given twice, first in line "
        + before.place().line();
  }

  Place place() {
    return mapping.place();
  }

  /** Whether there are keys that mean nothing here: what they were to state is missing. */
  boolean anyUnknown() {
    return unknown;
  }

  /** The keys that are there, in the order of the file. */
  List<String> keys() {
    return List.copyOf(entries.keySet());
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** The value of that key, null where it is missing. */
  @Nullable Yaml get(String key) {
    Yaml.Entry entry = entries.get(key);
    return entry == null ? null : entry.value();
  }

  /** Where the key itself is written, or the mapping begins. */
  Place placeOf(String key) {
    Yaml.Entry entry = entries.get(key);
    return entry == null ? mapping.place() : entry.key().place();
  }
}
