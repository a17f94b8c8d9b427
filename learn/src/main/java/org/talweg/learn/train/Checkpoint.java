package org.talweg.learn.train;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the journal holds of a checkpoint, as a line of text; the numbers themselves lie in a file
 * of the run.
 *
 * @param step after which it was made
 * @param horizon how many steps were planned by then, 0 where nobody knew
 * @param loss the mean training loss since the last one
 * @param validation what the problem said of the weights
 * @param fingerprint of the weights
 */
record Checkpoint(long step, long horizon, double loss, double validation, int fingerprint) {
  private static final Pattern LINE =
      Pattern.compile(
          "step (\\d+) of (\\d+), loss (\\S+), validation (\\S+), weights ([0-9a-f]{8})");

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "step %d of %d, loss %s, validation %s, weights %08x",
        step,
        horizon,
        loss,
        validation,
        fingerprint);
  }

  static Checkpoint parse(String line) {
    Matcher m = LINE.matcher(line);
    if (!m.matches()) {
      throw new IllegalArgumentException("no checkpoint of this Talweg: " + line);
    }
    return new Checkpoint(
        Long.parseLong(m.group(1)),
        Long.parseLong(m.group(2)),
        Double.parseDouble(m.group(3)),
        Double.parseDouble(m.group(4)),
        Integer.parseUnsignedInt(m.group(5), 16));
  }
}
