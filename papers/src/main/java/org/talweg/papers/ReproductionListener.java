package org.talweg.papers;

/** Hears how a reproduction goes, one call at a time: return soon. All methods do nothing. */
public interface ReproductionListener {
  /** It begins. */
  default void started(Paper paper, int seeds) {}

  /** So many of a stage's tasks are done. */
  default void progress(String stage, int done, int total) {}
}
