package org.talweg.engine.command;

import java.util.OptionalDouble;

/**
 * What a command and its children used, as far as watching them showed.
 *
 * @param peakBytes the most memory held at a time, empty where it was not watched or not seen
 * @param userSeconds processor time outside the kernel, empty likewise
 */
record Usage(OptionalDouble peakBytes, OptionalDouble userSeconds) {
  static final Usage UNKNOWN = new Usage(OptionalDouble.empty(), OptionalDouble.empty());
}
