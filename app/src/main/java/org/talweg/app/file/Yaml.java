package org.talweg.app.file;

import java.util.List;

/** The tree of a YAML or JSON text, with the place of every node. */
sealed interface Yaml {
  /** Where the node begins. */
  Place place();

  /** How a scalar is written. */
  enum Style {
    PLAIN,
    QUOTED,
    BLOCK
  }

  /** Text, or a number or word that is not interpreted yet; empty and plain where nothing is. */
  record Scalar(String text, Style style, Place place) implements Yaml {
    boolean isNothing() {
      return style == Style.PLAIN
          && (text.isEmpty() || text.equals("~") || text.equals("null") || text.equals("Null"));
    }

    Scalar moved(int lines) {
      return new Scalar(text, style, place.below(lines));
    }

    /** The place of a character of the text, where that can be told, or else the beginning. */
    Place inside(Source source, int offset) {
      var begin = new Place(place.line(), place.column() + (style == Style.QUOTED ? 1 : 0));
      if (style == Style.BLOCK || !source.rest(begin).startsWith(text)) {
        return place;
      }
      int before = Math.clamp(offset, 0, text.length());
      return new Place(begin.line(), begin.column() + text.codePointCount(0, before));
    }
  }

  /** A list. */
  record Listing(List<Yaml> items, Place place) implements Yaml {
    public Listing {
      items = List.copyOf(items);
    }
  }

  /** A mapping; keys may repeat. */
  record Mapping(List<Entry> entries, Place place) implements Yaml {
    public Mapping {
      entries = List.copyOf(entries);
    }
  }

  /** A key with its value. */
  record Entry(Scalar key, Yaml value) {}

  /** The same tree, that many lines further down. */
  default Yaml below(int lines) {
    return switch (this) {
      case Scalar scalar -> scalar.moved(lines);
      case Listing(List<Yaml> items, Place place) ->
          new Listing(items.stream().map(item -> item.below(lines)).toList(), place.below(lines));
      case Mapping(List<Entry> entries, Place place) ->
          new Mapping(
              entries.stream()
                  .map(e -> new Entry(e.key().moved(lines), e.value().below(lines)))
                  .toList(),
              place.below(lines));
    };
  }

  /** What the node is, in words. */
  default String words() {
    return switch (this) {
      case Scalar scalar when scalar.isNothing() -> "nothing";
      case Scalar scalar -> "'" + Spelling.shortened(scalar.text().strip()) + "'";
      case Listing _ -> "a list";
      case Mapping _ -> "a mapping";
    };
  }
}
