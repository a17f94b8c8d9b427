package org.talweg.papers.training;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.talweg.learn.gradient.Rate;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.schedule.Cosine;
import org.talweg.learn.schedule.Schedule;

/**
 * One method to compare.
 *
 * @param rule the method at a peak learning rate
 * @param rates the peak learning rates to choose among
 */
public record Arm(
    String name, DoubleFunction<Transformation> rule, Schedule schedule, List<Double> rates) {
  public Arm {
    rates = List.copyOf(rates);
  }

  /** By a direction to go against. */
  public Arm(String name, Transformation direction, Schedule schedule, List<Double> rates) {
    this(name, rate -> direction.then(new Rate(rate, schedule)), schedule, rates);
  }

  /** With a cosine to nothing. */
  public Arm(String name, Transformation direction, List<Double> rates) {
    this(name, direction, new Cosine(0), rates);
  }

  /** As many rates from the lowest on, two a decade. */
  public static List<Double> halfDecades(double lowest, int count) {
    return IntStream.range(0, count).mapToObj(i -> lowest * Math.pow(10, i / 2.0)).toList();
  }

  /** With that peak rate. */
  public Transformation at(double rate) {
    return rule.apply(rate);
  }
}
