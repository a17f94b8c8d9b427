package org.talweg.program.nl;

/**
 * The numbers and letters of an {@code .nl} file, whether they are written as text or as bytes.
 * Methods say what they read so that a message can say what is missing.
 */
interface NlSource {
  /** The letter that begins the next segment or expression, or -1 at the end of the file. */
  int letter() throws NlFormatException;

  /** A whole number that stands where lines begin. */
  int count(String what) throws NlFormatException;

  /** A further whole number of the same line. */
  int integer(String what) throws NlFormatException;

  /** A whole number in a form of that letter: {@code s} or {@code l}. */
  double whole(int letter, String what) throws NlFormatException;

  /** A further number of the same line. */
  double real(String what) throws NlFormatException;

  /** The digit that tells which bounds follow; it stands where lines begin. */
  int boundKind(String what) throws NlFormatException;

  /** A name that ends the line. */
  String name(String what) throws NlFormatException;

  /** How many bytes are still to be read: no more things than that can follow. */
  int left();

  /** A mistake at the place just read. */
  NlFormatException mistake(String message);
}
