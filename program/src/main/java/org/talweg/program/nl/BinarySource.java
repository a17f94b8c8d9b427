package org.talweg.program.nl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads the binary form, from the byte after the header. */
final class BinarySource implements NlSource {
  private final String file;
  private final ByteBuffer bytes;

  /**
   * @param arithmetic of the header: 1 for little-endian numbers, 2 for big-endian ones, 0 for
   *     those of the machine
   */
  BinarySource(String file, byte[] content, int from, int arithmetic) {
    this.file = file;
    this.bytes = ByteBuffer.wrap(content);
    bytes.position(from);
    bytes.order(
        switch (arithmetic) {
          case 1 -> ByteOrder.LITTLE_ENDIAN;
          case 2 -> ByteOrder.BIG_ENDIAN;
          default -> ByteOrder.nativeOrder();
        });
  }

  private void need(int count, String what) throws NlFormatException {
    if (bytes.remaining() < count) {
      throw mistake("the file ends where " + what + " should be");
    }
  }

  @Override
  public int letter() {
    return bytes.hasRemaining() ? bytes.get() & 255 : -1;
  }

  @Override
  public int count(String what) throws NlFormatException {
    return integer(what);
  }

  @Override
  public int integer(String what) throws NlFormatException {
    need(Integer.BYTES, what);
    return bytes.getInt();
  }

  @Override
  public double whole(int letter, String what) throws NlFormatException {
    if (letter == 's') {
      need(Short.BYTES, what);
      return bytes.getShort();
    }
    return integer(what);
  }

  @Override
  public double real(String what) throws NlFormatException {
    need(Double.BYTES, what);
    double value = bytes.getDouble();
    if (Double.isNaN(value)) {
      throw mistake(what + " is not a number (NaN)");
    }
    return value;
  }

  @Override
  public int boundKind(String what) throws NlFormatException {
    need(1, what);
    return bytes.get() - '0';
  }

  @Override
  public String name(String what) throws NlFormatException {
    int length = integer("the length of " + what);
    if (length < 0 || length > bytes.remaining()) {
      throw mistake("%s has %d letters, more than follow".formatted(what, length));
    }
    byte[] name = new byte[length];
    bytes.get(name);
    return new String(name, StandardCharsets.UTF_8);
  }

  @Override
  public int left() {
    return bytes.remaining();
  }

  @Override
  public NlFormatException mistake(String message) {
    return new NlFormatException("%s, byte %d: %s".formatted(file, bytes.position(), message));
  }
}
