package org.talweg.search.gp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A Gaussian process of one measured quantity that grows with its observations: it maps outputs,
 * fits hyper-parameters when the evidence asks for it, and otherwise only appends.
 *
 * <p>Hyper-parameters are fitted again when the unique points have grown by a twentieth, or when an
 * observation lies further than three deviations from what was predicted. Up to {@link
 * Settings#exact} unique points take part in the posterior and up to {@link Settings#fitted} in a
 * fit; beyond, those that do are chosen by {@link Subset}, so that the time per observation stays
 * bounded. Depends on the observations, their order and the generator alone. Not thread-safe.
 */
public final class Surrogate {
  /**
   * How the quantity is modelled.
   *
   * @param kernel the kernel's shape
   * @param noise variance of one observation, 0 for none, NaN where unknown
   * @param replicates whether the noise differs from point to point, as repeats tell
   * @param warp whether outputs are bent towards a normal distribution; not with known noise
   * @param exact unique points in the posterior at most
   * @param fitted unique points in a fit at most
   */
  public record Settings(
      Kernel kernel, double noise, boolean replicates, boolean warp, int exact, int fitted) {
    /** A quantity without noise. */
    public static Settings noiseFree() {
      return new Settings(Kernel.MATERN_5_2, 0, false, true, 400, 200);
    }

    /** A quantity with noise of unknown variance. */
    public static Settings noisy() {
      return noiseFree().withNoise(Double.NaN);
    }

    /** The same with noise of that variance, in the units measured. */
    public Settings withNoise(double variance) {
      return new Settings(kernel, variance, replicates, warp && !(variance > 0), exact, fitted);
    }

    /** The same with outputs standardised only. */
    public Settings withoutWarp() {
      return new Settings(kernel, noise, replicates, false, exact, fitted);
    }

    /** The same with a noise level of its own for every repeated point. */
    public Settings withReplicates() {
      return new Settings(kernel, noise, true, warp, exact, fitted);
    }
  }

  private static final double SURPRISE = 3;

  private final Encoding encoding;
  private final Settings settings;
  private final Prior prior;
  private final RandomGenerator random;
  private final Observations observations = new Observations();
  private final Prediction prediction;
  private Outputs outputs = Outputs.standardized(new double[0]);
  private @Nullable GaussianProcess process;
  private @Nullable Hyperparameters fitted;
  private double noiseRatioTotal = 1;

  /** Places among the observations of the points in the posterior, in its order. */
  private int[] members = new int[0];

  private int nextFit = 1;
  private int fits;
  private boolean stale = true;

  public Surrogate(Encoding encoding, Settings settings, RandomGenerator random) {
    this.encoding = encoding;
    this.settings = settings;
    this.random = random;
    prior = Prior.standard(encoding.lengths());
    prediction = new Prediction(encoding.width());
  }

  /** Adds an observation: a finite y, in the units measured. */
  public void add(double[] row, double y) {
    int before = observations.size();
    int place = observations.add(row, y);
    if (process == null || stale) {
      return;
    }
    if (place < before) {
      // A repeated point changes the diagonal in its midst: factor again, at the next request.
      stale = settings.noise() != 0;
      return;
    }
    double z = outputs.toModel(y);
    process.predict(row, prediction);
    double deviation = Math.sqrt(prediction.variance + process.hyperparameters().noise());
    boolean surprising = Math.abs(z - prediction.mean) > SURPRISE * deviation;
    if (observations.size() >= nextFit || surprising) {
      stale = true;
      nextFit = Math.min(nextFit, observations.size());
    } else if (Double.isFinite(z)) {
      process.append(row, z, process.hyperparameters().noise() * noiseRatio(place));
      members = Arrays.copyOf(members, members.length + 1);
      members[members.length - 1] = place;
    }
  }

  /**
   * The posterior of everything observed so far, in the model's units; at least one observation.
   */
  public GaussianProcess process() {
    GaussianProcess current = process;
    if (current == null || stale) {
      current = rebuild();
      process = current;
      stale = false;
    }
    return current;
  }

  private GaussianProcess rebuild() {
    int n = observations.size();
    boolean fit = n >= nextFit || fitted == null;
    if (fit) {
      double[] y = new double[n];
      for (int i = 0; i < n; i++) {
        y[i] = observations.mean(i);
      }
      outputs = settings.warp() ? Outputs.warped(y) : Outputs.standardized(y);
      noiseRatioTotal = meanWithin();
      double[] l = fitted == null ? prior.guess(encoding.lengths()).lengths() : fitted.lengths();
      int[] chosen = Subset.choose(encoding, l, observations, settings.fitted(), random);
      fitted = fit(sample(chosen));
      nextFit = n + Math.max(1, n / 20);
      fits++;
    }
    Hyperparameters h = java.util.Objects.requireNonNull(fitted);
    members = Subset.choose(encoding, h.lengths(), observations, settings.exact(), random);
    return new GaussianProcess(encoding, settings.kernel(), h, sample(members));
  }

  private Hyperparameters fit(Sample sample) {
    List<Hyperparameters> starts = new ArrayList<>();
    if (fitted != null) {
      starts.add(fitted);
    }
    boolean cold = fits % 5 == 0;
    if (cold) {
      starts.add(prior.guess(encoding.lengths()));
    }
    double scale = outputs.scale();
    double noise = settings.noise() / scale / scale;
    return new Fit(cold ? 1 : 0, 30)
        .fit(encoding, settings.kernel(), prior, sample, noise, starts, random);
  }

  private double meanWithin() {
    double within = 0;
    double repeats = 0;
    for (int i = 0; i < observations.size(); i++) {
      within += observations.within(i);
      repeats += observations.count(i) - 1;
    }
    return repeats > 0 && within > 0 ? within / repeats : 1;
  }

  /** ρ_i / n_i, the noise of a point's mean relative to that of one typical observation. */
  private double noiseRatio(int i) {
    return spread(i) / observations.count(i);
  }

  /**
   * ρ_i: 1, or where noise differs the point's own variance, drawn to the common one with the
   * weight of four observations.
   */
  private double spread(int i) {
    double strength = 4;
    return settings.replicates()
        ? (strength + observations.within(i) / noiseRatioTotal)
            / (strength + observations.count(i) - 1)
        : 1;
  }

  private Sample sample(int[] places) {
    int n = places.length;
    double[][] rows = new double[n][];
    double[] means = new double[n];
    double[] noise = new double[n];
    double repeats = 0;
    double within = 0;
    double logScales = 0;
    for (int i = 0; i < n; i++) {
      int place = places[i];
      int count = observations.count(place);
      double rho = spread(place);
      double slope = outputs.relativeSlope(observations.mean(place)) / outputs.scale();
      rows[i] = observations.row(place);
      means[i] = outputs.toModel(observations.mean(place));
      noise[i] = rho / count;
      repeats += count - 1;
      within += observations.within(place) * slope * slope / rho;
      logScales += Math.log(count) + (count - 1) * Math.log(rho);
    }
    boolean noiseFree = settings.noise() == 0;
    return new Sample(
        rows, means, noise, noiseFree ? 0 : repeats, noiseFree ? 0 : within, logScales);
  }

  /** Everything observed. */
  public Observations observations() {
    return observations;
  }

  /** The map between measured and modelled outputs, as of the last {@link #process}. */
  public Outputs outputs() {
    return outputs;
  }

  /** Whether repeating a point may give another value. */
  public boolean noisy() {
    return settings.noise() != 0;
  }

  /** How often hyper-parameters were fitted. */
  public int fits() {
    return fits;
  }

  /**
   * The place, among the observations, of the lowest posterior mean; without noise, of the lowest
   * observation.
   */
  public int incumbent() {
    if (!noisy()) {
      return observations.lowest();
    }
    GaussianProcess current = process();
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < members.length; i++) {
      current.predict(current.row(i), prediction);
      if (prediction.mean < least) {
        least = prediction.mean;
        best = members[i];
      }
    }
    return best;
  }
}
