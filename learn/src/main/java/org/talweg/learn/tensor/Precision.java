package org.talweg.learn.tensor;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** The numbers that a parameter tree is made of. */
public enum Precision {
  /** 32 bits, for training. */
  SINGLE("F32", 4),
  /** 64 bits, for comparing with a reference. */
  DOUBLE("F64", 8);

  private final String safetensors;
  private final int bytes;

  Precision(String safetensors, int bytes) {
    this.safetensors = safetensors;
    this.bytes = bytes;
  }

  /** What LibTorch calls it. */
  public ScalarType type() {
    return this == SINGLE ? ScalarType.Float : ScalarType.Double;
  }

  /** What safetensors files call it. */
  String safetensors() {
    return safetensors;
  }

  int bytes() {
    return bytes;
  }
}
