package org.talweg.app.file;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.talweg.model.Budget;
import org.talweg.model.Resource;

/** Durations such as {@code 90s}, and budgets such as {@code evaluations=40,time=2m}. */
public final class Amounts {
  /** Possessive: of 500ms, 50 is no number of seconds, with 0ms left over. */
  private static final String NUMBER = "(\\d{1,9}+(?:\\.\\d{0,9}+)?+|\\.\\d{1,9}+)";

  private static final Pattern DURATION =
      Pattern.compile(
          "(?:N(d))?(?:N(h))?(?:N(m))?(?:N(s?))?(?:N(ms))?".replace("N", NUMBER + "\\s*"));

  /** What a budget may limit, by the key in files and options. */
  static final Map<String, Resource> RESOURCES = resources();

  private Amounts() {}

  private static Map<String, Resource> resources() {
    Map<String, Resource> resources = new LinkedHashMap<>();
    for (Resource resource : Resource.values()) {
      resources.put(resource == Resource.SECONDS ? "time" : resource.label(), resource);
    }
    return resources;
  }

  /**
   * Reads a duration longer than 0: 500ms, 10s, 1.5h, 1h30m; a number without a unit is seconds.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static Duration duration(String text) {
    String stripped = text.strip();
    Matcher matcher = DURATION.matcher(stripped);
    String shown = "'" + Spelling.shortened(stripped) + "'";
    if (stripped.matches("[-+].*")) {
      throw new IllegalArgumentException("a duration is longer than 0, not " + shown);
    }
    if (stripped.isEmpty() || !matcher.matches()) {
      throw new IllegalArgumentException(
          shown + " is no duration: write 500ms, 10s, 2m, 1.5h or 1h30m");
    }
    Duration sum = Duration.ZERO;
    for (int group = 1; group < matcher.groupCount(); group += 2) {
      if (matcher.group(group) != null) {
        long nanos =
            switch (matcher.group(group + 1)) {
              case "ms" -> 1_000_000L;
              case "m" -> 60_000_000_000L;
              case "h" -> 3_600_000_000_000L;
              case "d" -> 86_400_000_000_000L;
              default -> 1_000_000_000L;
            };
        BigDecimal amount =
            new BigDecimal(matcher.group(group)).multiply(BigDecimal.valueOf(nanos));
        if (amount.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
          throw new IllegalArgumentException(shown + " is longer than can be waited for");
        }
        sum = sum.plusNanos(amount.longValue());
      }
    }
    if (!sum.isPositive()) {
      throw new IllegalArgumentException("a duration is longer than 0, not " + shown);
    }
    return sum;
  }

  /**
   * Reads {@code evaluations=40,time=2m}.
   *
   * @throws IllegalArgumentException where a part cannot be read
   */
  public static Budget budget(String text) {
    Budget budget = Budget.UNLIMITED;
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "'"
                + Spelling.shortened(part)
                + "' is no part of a budget: write"
                + " evaluations=40,time=2m");
      }
      String key = part.substring(0, equals).strip();
      Resource resource = RESOURCES.get(key);
      if (resource == null) {
        throw new IllegalArgumentException(
            "there is no budget of '"
                + Spelling.shortened(key)
                + "'"
                + Spelling.suggestion(key, RESOURCES.keySet())
                + "; there are "
                + String.join(", ", RESOURCES.keySet()));
      }
      budget = budget.with(resource, limit(key, part.substring(equals + 1).strip()));
    }
    return budget;
  }

  private static double limit(String key, String text) {
    if (key.equals("time")) {
      Duration time = duration(text);
      return time.toSeconds() + time.getNano() / 1e9;
    }
    double limit;
    try {
      limit = new BigDecimal(text).doubleValue();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a budget of " + key + " is a number, not '" + Spelling.shortened(text) + "'", e);
    }
    if (!(limit > 0) || Double.isInfinite(limit)) {
      throw new IllegalArgumentException(
          "a budget of " + key + " is greater than 0, not " + Spelling.shortened(text));
    }
    if ((key.equals("evaluations") || key.equals("tokens")) && limit != Math.rint(limit)) {
      throw new IllegalArgumentException("a budget of " + key + " is a whole number, not " + text);
    }
    return limit;
  }
}
