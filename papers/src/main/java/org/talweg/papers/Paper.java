package org.talweg.papers;

/**
 * One published method.
 *
 * @param id what commands and other files call it: lower-case words joined by hyphens
 * @param year of the first version
 * @param source where to read it: {@code arXiv:...}, and a {@code doi:...} where known, parted by a
 *     blank
 * @param module the module of Talweg that holds the method
 * @param place what the method is there
 */
public record Paper(String id, String title, int year, String source, String module, String place) {
  /** Reads one line of the index, its columns parted by tabs. */
  static Paper read(String line) {
    String[] columns = line.split("\t", -1);
    if (columns.length != 6) {
      throw new IllegalArgumentException("six columns expected: " + line);
    }
    return new Paper(
        columns[0], columns[1], Integer.parseInt(columns[2]), columns[3], columns[4], columns[5]);
  }
}
