package org.talweg.learn.optimizer;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.talweg.learn.tensor.Layout;

/** Which tensors the methods for matrices treat as such, and their linear algebra. */
final class Matrices {
  /** Embeddings of more rows are left to Adam, whatever they are called. */
  private static final long MOST_ROWS = 10_000;

  private Matrices() {}

  /** A hidden layer's weights: not first, not last, not an offset or a gain. */
  static boolean hidden(Layout.Entry entry) {
    return entry.shape().size() >= 2
        && rows(entry) > 1
        && columns(entry) > 1
        && rows(entry) <= MOST_ROWS
        && !entry.name().startsWith("embedding")
        && !entry.name().startsWith("head");
  }

  static long rows(Layout.Entry entry) {
    return entry.shape().getFirst();
  }

  static long columns(Layout.Entry entry) {
    return entry.count() / Math.max(1, rows(entry));
  }

  /** The tensor as a matrix of its first dimension, sharing its numbers. */
  static Tensor of(Tensor tensor) {
    return tensor.dim() == 2 ? tensor : tensor.view(tensor.size(0), -1);
  }

  /** Orthonormal columns that span what the matrix's columns do. */
  static Tensor basis(Tensor matrix) {
    return torch.linalg_qr(matrix).get0();
  }

  /** The r leading eigenvectors of a symmetric matrix, the largest first. */
  static Tensor leading(Tensor symmetric, long r) {
    Tensor vectors = torch.linalg_eigh(symmetric).get1();
    return vectors.narrow(1, vectors.size(1) - r, r).flip(1).contiguous();
  }
}
