package org.talweg.program.nl;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What an {@code .nl} file is written to, as text or as bytes. */
interface NlSink {
  /** Begins a segment, or an operand of an expression: a letter and whole numbers. */
  void begin(char letter, int... numbers);

  /** A whole number on a line of its own. */
  void count(int number);

  /** A place and its value. */
  void entry(int place, double value);

  /** A place and its whole value. */
  void entry(int place, int value);

  /** A kind of bounds and as many numbers as it has. */
  void bounds(int kind, double... values);

  /** A number as an expression. */
  void number(double value);

  /** Begins a suffix. */
  void suffix(int kind, int count, String name);

  /** All that was written, after a header of text. */
  byte[] bytes(String header);

  /** The number as the text form has it: short where it is whole. */
  static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** The text form. */
  final class Text implements NlSink {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void begin(char letter, int... numbers) {
      text.append(letter);
      for (int k = 0; k < numbers.length; k++) {
        text.append(k > 0 ? " " : "").append(numbers[k]);
      }
      text.append('\n');
    }

    @Override
    public void count(int number) {
      text.append(number).append('\n');
    }

    @Override
    public void entry(int place, double value) {
      text.append(place).append(' ').append(text(value)).append('\n');
    }

    @Override
    public void entry(int place, int value) {
      text.append(place).append(' ').append(value).append('\n');
    }

    @Override
    public void bounds(int kind, double... values) {
      text.append(kind);
      for (double value : values) {
        text.append(' ').append(text(value));
      }
      text.append('\n');
    }

    @Override
    public void number(double value) {
      text.append('n').append(text(value)).append('\n');
    }

    @Override
    public void suffix(int kind, int count, String name) {
      text.append('S').append(kind).append(' ').append(count).append(' ').append(name).append('\n');
    }

    private static String text(double value) {
      return NlSink.text(value);
    }

    @Override
    public byte[] bytes(String header) {
      return (header + text).getBytes(StandardCharsets.UTF_8);
    }
  }

  /** The binary form, with little-endian numbers. */
  final class Binary implements NlSink {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private void put(int value) {
      out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    }

    private void put(double value) {
      out.writeBytes(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
    }

    @Override
    public void begin(char letter, int... numbers) {
      out.write(letter);
      for (int number : numbers) {
        put(number);
      }
    }

    @Override
    public void count(int number) {
      put(number);
    }

    @Override
    public void entry(int place, double value) {
      put(place);
      put(value);
    }

    @Override
    public void entry(int place, int value) {
      put(place);
      put(value);
    }

    @Override
    public void bounds(int kind, double... values) {
      out.write('0' + kind);
      for (double value : values) {
        put(value);
      }
    }

    @Override
    public void number(double value) {
      out.write('n');
      put(value);
    }

    @Override
    public void suffix(int kind, int count, String name) {
      byte[] letters = name.getBytes(StandardCharsets.UTF_8);
      begin('S', kind, count, letters.length);
      out.writeBytes(letters);
    }

    @Override
    public byte[] bytes(String header) {
      byte[] first = header.getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.allocate(first.length + out.size())
          .put(first)
          .put(out.toByteArray())
          .array();
    }
  }
}
