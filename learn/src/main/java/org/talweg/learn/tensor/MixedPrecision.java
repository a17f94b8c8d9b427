package org.talweg.learn.tensor;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * While open, LibTorch computes products of matrices and convolutions in 16 bits (bfloat16) and
 * what needs more digits, such as norms and losses, in 32. Parameters, their gradients and what an
 * optimizer remembers keep 32 bits. Only what is computed forwards needs it: backwards every
 * operation takes the numbers it was given.
 *
 * <p>It helps on processors and GPUs that have such arithmetic, and slows down those that have not.
 * For the thread that opened it.
 */
public final class MixedPrecision implements AutoCloseable {
  private final DeviceType type = Torch.device().type();
  private final boolean before = torch.is_autocast_enabled(type);

  public MixedPrecision() {
    torch.set_autocast_dtype(type, ScalarType.BFloat16);
    // Copies of parameters in 16 bits would outlive the step that changes the parameters.
    torch.set_autocast_cache_enabled(false);
    torch.set_autocast_enabled(type, true);
  }

  @Override
  public void close() {
    torch.set_autocast_enabled(type, before);
  }
}
