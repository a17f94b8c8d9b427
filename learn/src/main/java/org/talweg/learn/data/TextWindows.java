package org.talweg.learn.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.stream.IntStream;
import org.talweg.learn.tensor.Torch;

/**
 * A text as windows of symbols: the input is a window, the target the same window one symbol later.
 * Example i begins at symbol i, so that there are as many examples as symbols, less a window.
 */
public final class TextWindows implements DataSet {
  /** What a file of weights calls the alphabet they were learned with. */
  public static final String ALPHABET = "alphabet";

  /** Line ends and what can be seen of ASCII. */
  public static final String ASCII =
      IntStream.concat(IntStream.of('\n'), IntStream.rangeClosed(' ', '~'))
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();

  private final int[] symbols;
  private final int window;
  private final int stride;
  private final String alphabet;

  private TextWindows(int[] symbols, int window, int stride, String alphabet) {
    this.symbols = symbols;
    this.window = window;
    this.stride = stride;
    this.alphabet = alphabet;
    if (window < 1 || symbols.length <= window) {
      throw new IllegalArgumentException(
          "a text of %d characters has no window of %d and one more"
              .formatted(symbols.length, window));
    }
  }

  /** A text whose symbols are its own characters. */
  public static TextWindows of(String text, int window) {
    int[] points = text.codePoints().sorted().distinct().toArray();
    return of(text, window, new String(points, 0, points.length));
  }

  /**
   * A text whose symbols are those of an alphabet.
   *
   * @param alphabet every character that may occur, in the order of their numbers
   */
  public static TextWindows of(String text, int window, String alphabet) {
    int[] symbols = Arrays.stream(encode(text, alphabet)).mapToInt(Math::toIntExact).toArray();
    return new TextWindows(symbols, window, 1, alphabet);
  }

  private static long[] encode(String text, String alphabet) {
    int[] known = alphabet.codePoints().toArray();
    var numbers = new HashMap<Integer, Integer>();
    for (int i = 0; i < known.length; i++) {
      numbers.put(known[i], i);
    }
    return text.codePoints()
        .mapToLong(
            c -> {
              Integer number = numbers.get(c);
              if (number == null) {
                throw new IllegalArgumentException(
                    "the character %s is not in the alphabet of %d characters"
                        .formatted(words(c), known.length));
              }
              return number;
            })
        .toArray();
  }

  private static String words(int character) {
    String number = String.format(Locale.ROOT, "U+%04X", character);
    return Character.isISOControl(character)
        ? number
        : "'" + Character.toString(character) + "' (" + number + ")";
  }

  /** The symbols of a text. */
  public long[] encode(String text) {
    return encode(text, alphabet);
  }

  /** The text of symbols. */
  public String decode(long[] symbols) {
    int[] known = alphabet.codePoints().toArray();
    int[] points = Arrays.stream(symbols).mapToInt(s -> known[(int) s]).toArray();
    return new String(points, 0, points.length);
  }

  /** The characters, in the order of their numbers. */
  public String alphabet() {
    return alphabet;
  }

  /** A piece of the same text: from one share of it until another. */
  public TextWindows part(double from, double until) {
    int a = (int) Math.round(from * symbols.length);
    int b = (int) Math.round(until * symbols.length);
    return new TextWindows(Arrays.copyOfRange(symbols, a, b), window, stride, alphabet);
  }

  /** The same text with windows that do not overlap: every character is predicted once. */
  public TextWindows apart() {
    return new TextWindows(symbols, window, window, alphabet);
  }

  @Override
  public long size() {
    return (symbols.length - window - 1) / stride + 1;
  }

  @Override
  public long[] inputShape() {
    return new long[] {window};
  }

  @Override
  public int classes() {
    return alphabet.codePointCount(0, alphabet.length());
  }

  @Override
  public Batch batch(long[] examples) {
    long[] inputs = new long[examples.length * window];
    long[] targets = new long[examples.length * window];
    IntStream.range(0, inputs.length)
        .forEach(
            k -> {
              int at = (int) examples[k / window] * stride + k % window;
              inputs[k] = symbols[at];
              targets[k] = symbols[at + 1];
            });
    return new Batch(
        Torch.tensor(inputs, examples.length, window),
        Torch.tensor(targets, examples.length, window));
  }
}
