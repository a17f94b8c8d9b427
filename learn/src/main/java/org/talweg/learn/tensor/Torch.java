package org.talweg.learn.tensor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * The few things about LibTorch that Java does not have: arrays in and out, seeds, threads, and its
 * messages without the C++ stack. Whatever is made inside a {@link PointerScope} is freed when the
 * scope closes, unless it is {@linkplain #keep kept}.
 */
public final class Torch {
  private static final Pattern CPP_STACK =
      Pattern.compile("\\s+Exception raised from .*", Pattern.DOTALL);

  private static final Device CPU = keep(new Device("cpu"));

  /** They are made of five objects, which costs more than a small operation. */
  private static final Map<Device, Map<ScalarType, TensorOptions>> OPTIONS =
      new ConcurrentHashMap<>();

  /**
   * The environment variable that says where tensors are made: {@code cpu}, or {@code cuda}, which
   * is the default where LibTorch sees such a GPU.
   */
  public static final String DEVICE_VARIABLE = "TALWEG_DEVICE";

  private static @Nullable Device device;

  // The threads of LibTorch's pool, and OpenBLAS's own, spin while they wait: beside other work on
  // the same cores two of them were measured five to ten times slower than one on small models. So
  // more than one are used on request only.
  static {
    threads(1);
  }

  private Torch() {}

  /** Seeds LibTorch's generator: dropout and random tensors repeat from here on. */
  public static void seed(long seed) {
    torch.manual_seed(seed);
  }

  /** How many threads an operation may use, at first 1. The same number gives the same result. */
  public static void threads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("threads are at least 1, not " + count);
    }
    torch.set_num_threads(count);
    openblas_nolapack.blas_set_num_threads(count);
  }

  /** How many threads an operation may use. */
  public static int threads() {
    return torch.get_num_threads();
  }

  /** Whether this build of LibTorch sees a GPU. */
  public static boolean hasGpu() {
    return torch.hasCUDA() && torch.cuda_is_available();
  }

  private static Device chosen(@Nullable String wish) {
    String word = wish == null || wish.isBlank() ? hasGpu() ? "cuda" : "cpu" : wish.strip();
    return switch (word) {
      case "cpu" -> CPU;
      case "cuda" -> {
        if (!hasGpu()) {
          throw new IllegalStateException(
              DEVICE_VARIABLE
                  + " asks for a GPU, and this build of LibTorch sees none: build with"
                  + " -Dpytorch.platform=linux-x86_64-gpu, or ask for cpu");
        }
        yield keep(new Device("cuda"));
      }
      default ->
          throw new IllegalStateException(DEVICE_VARIABLE + " is cpu or cuda, not '" + word + "'");
    };
  }

  /**
   * Where tensors are made.
   *
   * @throws IllegalStateException where a GPU is asked for that is not there
   */
  public static Device device() {
    Device known = device;
    if (known == null) {
      known = chosen(System.getenv(DEVICE_VARIABLE));
      device = known;
    }
    return known;
  }

  /** A number as LibTorch's operations take it. */
  public static Scalar scalar(double value) {
    return new Scalar(value);
  }

  /** Options of tensors that hold such numbers, where tensors are made. */
  public static TensorOptions options(ScalarType type) {
    return options(type, device());
  }

  private static TensorOptions options(ScalarType type, Device device) {
    return OPTIONS
        .computeIfAbsent(device, _ -> new ConcurrentHashMap<>())
        .computeIfAbsent(
            type,
            _ -> {
              try (var scope = new PointerScope()) {
                TensorOptions typed = new TensorOptions().dtype(new ScalarTypeOptional(type));
                return keep(typed.device(new DeviceOptional(device)));
              }
            });
  }

  /** A copy of memory of Java's side. */
  static Tensor copied(Pointer memory, ScalarType type, long... shape) {
    Tensor seen = torch.from_blob(memory, shape, options(type, CPU));
    return device().is_cpu() ? seen.clone() : seen.to(device(), type);
  }

  /** A tensor's numbers in memory that Java's side can read: a copy only where it must be. */
  static Tensor readable(Tensor tensor, ScalarType type) {
    return tensor.detach().to(CPU, type).contiguous();
  }

  /** A tensor of 32-bit numbers, copied from the array. */
  public static Tensor tensor(float[] values, long... shape) {
    checkCount(values.length, shape);
    try (var data = new FloatPointer(values)) {
      return copied(data, ScalarType.Float, shape);
    }
  }

  /** A tensor of 64-bit numbers, copied from the array. */
  public static Tensor tensor(double[] values, long... shape) {
    checkCount(values.length, shape);
    try (var data = new DoublePointer(values)) {
      return copied(data, ScalarType.Double, shape);
    }
  }

  /** A tensor of whole numbers, such as labels, copied from the array. */
  public static Tensor tensor(long[] values, long... shape) {
    checkCount(values.length, shape);
    try (var data = new LongPointer(values)) {
      return copied(data, ScalarType.Long, shape);
    }
  }

  private static void checkCount(long count, long... shape) {
    long product = 1;
    for (long size : shape) {
      product = Math.multiplyExact(product, size);
    }
    if (product != count) {
      throw new IllegalArgumentException(
          count + " numbers do not fill the shape " + java.util.Arrays.toString(shape));
    }
  }

  /** The tensor's numbers in order. */
  public static float[] floats(Tensor tensor) {
    try (var scope = new PointerScope()) {
      Tensor plain = readable(tensor, ScalarType.Float);
      float[] values = new float[Math.toIntExact(plain.numel())];
      if (values.length > 0) {
        plain.data_ptr_float().get(values);
      }
      return values;
    }
  }

  /** The tensor's numbers in order. */
  public static double[] doubles(Tensor tensor) {
    try (var scope = new PointerScope()) {
      Tensor plain = readable(tensor, ScalarType.Double);
      double[] values = new double[Math.toIntExact(plain.numel())];
      if (values.length > 0) {
        plain.data_ptr_double().get(values);
      }
      return values;
    }
  }

  /** The tensor's whole numbers in order. */
  public static long[] longs(Tensor tensor) {
    try (var scope = new PointerScope()) {
      Tensor plain = readable(tensor, ScalarType.Long);
      long[] values = new long[Math.toIntExact(plain.numel())];
      if (values.length > 0) {
        plain.data_ptr_long().get(values);
      }
      return values;
    }
  }

  /** The tensor's sizes. */
  public static long[] shape(Tensor tensor) {
    long[] sizes = new long[(int) tensor.dim()];
    for (int d = 0; d < sizes.length; d++) {
      sizes[d] = tensor.size(d);
    }
    return sizes;
  }

  /** The tensor's sizes in words: {@code [64, 10]}. */
  public static String words(Tensor tensor) {
    return java.util.Arrays.toString(shape(tensor));
  }

  /**
   * Complains of a tensor whose shape is not the one expected.
   *
   * @param what a few words for the message
   * @param shape the sizes expected, -1 where any will do
   */
  public static Tensor expect(String what, Tensor tensor, long... shape) {
    long[] found = shape(tensor);
    boolean same = found.length == shape.length;
    for (int d = 0; same && d < shape.length; d++) {
      same = shape[d] < 0 || shape[d] == found[d];
    }
    if (!same) {
      throw new IllegalArgumentException(
          "%s has the shape %s, where %s is expected"
              .formatted(
                  what,
                  java.util.Arrays.toString(found),
                  java.util.Arrays.toString(shape).replace("-1", "any")));
    }
    return tensor;
  }

  /** Complains of a tensor whose last size is not the one expected, which it returns. */
  public static long expectLast(String what, Tensor tensor, long size) {
    if (tensor.dim() == 0 || tensor.size(-1) != size) {
      throw new IllegalArgumentException(
          "%s has the shape %s, where the last size is to be %d"
              .formatted(what, words(tensor), size));
    }
    return size;
  }

  /** Takes a tensor, or any object of LibTorch, out of all scopes until it is {@link #free}d. */
  public static <P extends Pointer> P keep(P object) {
    object.retainReference();
    return object;
  }

  /** Frees what was {@linkplain #keep kept}. */
  public static void free(Pointer object) {
    object.releaseReference();
  }

  /** What LibTorch has to say, without its C++ stack. */
  public static String message(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    Matcher stack = CPP_STACK.matcher(text);
    return stack.replaceFirst("").strip();
  }

  /** Whether the failure says that memory, of the process or of a device, is exhausted. */
  public static boolean isOutOfMemory(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    return failure instanceof OutOfMemoryError
        || text.contains("out of memory")
        || text.contains("not enough memory")
        || text.contains("can't allocate memory");
  }
}
