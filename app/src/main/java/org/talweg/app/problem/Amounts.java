package org.talweg.app.problem;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.talweg.model.Budget;
import org.talweg.model.Resource;

/** Durations such as {@code 90s}, and budgets such as {@code evaluations=40,time=2m}. */
public final class Amounts {
  private static final Pattern DURATION =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)\\s*(ms|s|m|h|d)?");

  private Amounts() {}

  /**
   * Reads a positive duration; a bare number is seconds.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + shortened(text) + "' is no duration; write 500ms, 10s, 2m or 1.5h");
    }
    String unit = Optional.ofNullable(matcher.group(2)).orElse("s");
    double seconds =
        Double.parseDouble(matcher.group(1))
            * switch (unit) {
              case "ms" -> 1e-3;
              case "m" -> 60;
              case "h" -> 3600;
              case "d" -> 86_400;
              default -> 1;
            };
    Duration duration = Duration.ofNanos((long) Math.min(seconds * 1e9, 9e18));
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("a duration is longer than 0, not '" + text + "'");
    }
    return duration;
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
            "'" + shortened(part) + "' is no part of a budget; write evaluations=40,time=2m");
      }
      budget = with(budget, part.substring(0, equals).strip(), part.substring(equals + 1).strip());
    }
    return budget;
  }

  /** The budget with one more limit, by its key in files and options. */
  static Budget with(Budget budget, String key, String value) {
    if (key.equals("time")) {
      return budget.and(duration(value));
    }
    for (Resource resource : Resource.values()) {
      if (resource != Resource.SECONDS && resource.label().equals(key)) {
        double limit;
        try {
          limit = Double.parseDouble(value);
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException(
              "a budget of " + key + " is a number, not '" + shortened(value) + "'", e);
        }
        if (!(limit > 0) || Double.isInfinite(limit)) {
          throw new IllegalArgumentException(
              "a budget of " + key + " is greater than 0, not " + shortened(value));
        }
        if (resource == Resource.EVALUATIONS && limit != Math.rint(limit)) {
          throw new IllegalArgumentException(
              "a budget of evaluations is a whole number, not " + value);
        }
        return budget.with(resource, limit);
      }
    }
    throw new IllegalArgumentException(
        "there is no budget of '"
            + shortened(key)
            + "'; write evaluations, time, money, tokens or joules");
  }

  static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
