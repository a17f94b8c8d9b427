package org.talweg.model;

/** What an evaluation may know and say while it runs. */
public interface Probe {
  /** The trial's number in its run, from 1. */
  long trial();

  /** A seed of this trial's own, for evaluators that draw random numbers. */
  long seed();

  /** The fidelity asked for, in the unit of {@link Fidelity}; its highest where there is none. */
  double fidelity();

  /**
   * Reports an intermediate value of the first objective, in the user's direction.
   *
   * @param step increasing: an epoch, an iteration, a simulated hour
   * @throws StoppedEarly where the run's stopping rule gives the trial up; let it pass
   */
  void report(long step, double value) throws StoppedEarly;

  /** For an evaluation outside a run: full fidelity, never stopped. */
  static Probe outsideARun(double fidelity) {
    return new Probe() {
      @Override
      public long trial() {
        return 0;
      }

      @Override
      public long seed() {
        return 0;
      }

      @Override
      public double fidelity() {
        return fidelity;
      }

      @Override
      public void report(long step, double value) {}
    };
  }

  /** Thrown into an evaluation whose trial has been given up. */
  final class StoppedEarly extends Exception {
    private static final long serialVersionUID = 1;

    public StoppedEarly(String reason) {
      super(reason);
    }
  }
}
