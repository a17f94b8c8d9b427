package org.talweg.learn.gradient;

/** u &lt;- sign(u), number by number, with sign(0) = 0. */
public record Sign() implements Transformation {
  @Override
  public void apply(Update update, Memory memory) {
    update.tree().stretches().forEach(s -> s.numbers().sign_());
    update.scale(Math.signum(update.scale()) / update.scale());
  }
}
