package org.talweg.papers.spotkube;

import java.util.random.RandomGenerator;
import org.talweg.papers.Context;

/**
 * A week of the market for revocable machines, the same for every policy under a seed.
 *
 * <p>Prices: the forecast times exp(x), x an autoregression of order one over hours with
 * coefficient 0.95 and standard deviation 0.05. On demand a machine costs 2.5 to 3 times the
 * forecast.
 *
 * <p>Revocations: type j loses a machine with probability p_j in [0.02, 0.15] an hour. Machines of
 * a type are lost together: in any minute an event comes with the probability that makes p_j / c an
 * hour, and takes each machine with probability c.
 */
final class SpotMarket {
  /** c: the share of a type's machines that one event takes. */
  static final double TOGETHER = 0.8;

  private static final double PERSISTENCE = 0.95;
  private static final double VOLATILITY = 0.05;

  private final long seed;
  private final double[] revocation;
  private final double[] onDemand;
  private final double[][] price;
  private final boolean[][] event;

  /** A market for so many types in which no machine is lost or all are at risk. */
  SpotMarket(long seed, int types, boolean revocations) {
    this.seed = seed;
    RandomGenerator random = Context.random(seed, "market");
    revocation = new double[types];
    onDemand = new double[types];
    price = new double[types][Demand.HOURS];
    event = new boolean[types][60 * Demand.HOURS];
    for (int j = 0; j < types; j++) {
      revocation[j] = random.nextDouble(0.02, 0.15);
      onDemand[j] = random.nextDouble(2.5, 3);
      double x = VOLATILITY * random.nextGaussian();
      for (int h = 0; h < Demand.HOURS; h++) {
        price[j][h] = Math.exp(x);
        x =
            PERSISTENCE * x
                + VOLATILITY * Math.sqrt(1 - PERSISTENCE * PERSISTENCE) * random.nextGaussian();
      }
      double perMinute = 1 - Math.pow(1 - revocation[j] / TOGETHER, 1 / 60.0);
      for (int minute = 0; minute < event[j].length; minute++) {
        event[j][minute] = random.nextDouble() < perMinute && revocations;
      }
    }
  }

  /** A machine's price on demand in units of its forecast spot price. */
  double onDemand(int type) {
    return onDemand[type];
  }

  /** The spot price in that hour in units of the forecast. */
  double price(int type, int hour) {
    return price[type][hour];
  }

  /** How many of the running machines of a type are lost in that minute. */
  int lost(int type, int minute, int running) {
    if (!event[type][minute]) {
      return 0;
    }
    RandomGenerator random = Context.random(seed, "event " + type + " " + minute);
    int lost = 0;
    for (int i = 0; i < running; i++) {
      lost += random.nextDouble() < TOGETHER ? 1 : 0;
    }
    return lost;
  }
}
