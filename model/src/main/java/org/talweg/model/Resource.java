package org.talweg.model;

import java.util.List;

/** What a run may spend. */
public enum Resource {
  /** Evaluations of the black box, or of the model; one at a lower fidelity counts less. */
  EVALUATIONS("evaluations"),
  /** Wall-clock seconds. */
  SECONDS("seconds"),
  /** Money, in the currency of whoever states it. */
  MONEY("money"),
  /** Language-model tokens. */
  TOKENS("tokens"),
  /** Energy in joules. */
  JOULES("joules");

  /** Those that only the evaluations themselves can tell. */
  public static final List<Resource> MEASURED = List.of(MONEY, TOKENS, JOULES);

  private final String label;

  Resource(String label) {
    this.label = label;
  }

  /** The name used in files and reports. */
  public String label() {
    return label;
  }
}
