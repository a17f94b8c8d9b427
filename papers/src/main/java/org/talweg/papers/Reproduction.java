package org.talweg.papers;

import java.util.List;

/**
 * A small, faithful test of one paper's claims. Found through {@link java.util.ServiceLoader};
 * stateless. A paper is one such class, one line in {@code META-INF/services}, one test.
 *
 * <p>Everything but {@link #run} is stated beforehand and does not depend on what is measured.
 */
public interface Reproduction {
  /** The paper's id in the table. */
  String paper();

  /** What is run, on what, at which size: a sentence each. */
  List<String> protocol();

  /** What the method is compared with. */
  List<String> baselines();

  /** How many seeds a full run takes. */
  int seeds();

  /** The claims and the rules that decide them. */
  List<Claim> claims();

  /** What the reduced scale cannot show: a sentence each. */
  List<String> limits();

  /**
   * Measures, at least every figure that a criterion names. The same seeds give the same figures,
   * timings excepted.
   */
  List<Figure> run(Context context) throws InterruptedException, ReproductionException;
}
