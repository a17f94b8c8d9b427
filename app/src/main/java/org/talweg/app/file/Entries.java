package org.talweg.app.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of keys that may be missing, each with what it is otherwise. */
record Entries(Mistakes mistakes, Scalars scalars) {
  Entries(Mistakes mistakes) {
    this(mistakes, new Scalars(mistakes));
  }

  @Nullable Fields mapping(@Nullable Yaml node, String what, List<String> keys) {
    if (node == null) {
      return null;
    }
    if (node instanceof Yaml.Mapping mapping) {
      return new Fields(mapping, what, keys, mistakes);
    }
    mistakes.add(
        node.place(),
        "expected " + what + " with " + String.join(", ", keys) + ", found " + node.words());
    return null;
  }

  String text(Fields of, String key, String otherwise) {
    Yaml node = of.get(key);
    String text = node == null ? null : scalars.text(node, "a text");
    return text == null ? otherwise : text;
  }

  String word(Fields of, String key, String otherwise, List<String> words) {
    Yaml node = of.get(key);
    String word = node == null ? null : scalars.word(node, words);
    return word == null ? otherwise : word;
  }

  double number(Fields of, String key, double otherwise) {
    Yaml node = of.get(key);
    Double number = node == null ? null : scalars.real(node);
    return number == null ? otherwise : number;
  }

  double positive(Fields of, String key, double otherwise) {
    double number = number(of, key, otherwise);
    if (number > 0) {
      return number;
    }
    mistakes.add(of.placeOf(key), key + " is greater than 0, not " + number);
    return otherwise;
  }

  long whole(Fields of, String key, long otherwise, long least) {
    Yaml node = of.get(key);
    Long number = node == null ? null : scalars.whole(node);
    if (number != null && (number < least || number > Integer.MAX_VALUE)) {
      mistakes.add(of.placeOf(key), key + " is at least " + least + ", not " + number);
      return Math.max(1, otherwise);
    }
    return number == null ? otherwise : number;
  }
}
