package org.talweg.app.file;

/**
 * A place in a text.
 *
 * @param line from 1
 * @param column from 1, in characters as a person counts them (code points)
 */
record Place(int line, int column) {
  static final Place START = new Place(1, 1);

  Place below(int lines) {
    return new Place(line + lines, column);
  }
}
