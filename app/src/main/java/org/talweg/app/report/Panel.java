package org.talweg.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One picture with two axes, as SVG in user units of {@value #WIDTH} by {@value #HEIGHT}: small
 * enough to be read on a telephone, and laid out in a grid where there is room. Colours are classes
 * of report.css, so that the same picture is light, dark or printed.
 */
final class Panel implements Drawing {
  static final int WIDTH = 460;
  static final int HEIGHT = 310;
  private static final int LEFT = 62;
  private static final int RIGHT = 16;
  private static final int BOTTOM = 44;
  private static final int STRIP = 20;

  /** More marks than this share one path and have no text of their own. */
  private static final int WITH_TEXT = 250;

  /** More marks than this are thinned. */
  static final int MOST = 1500;

  /** What a mark looks like; the name in lower case is its class. */
  enum Shape {
    DOT("tried"),
    DIAMOND("infeasible"),
    SQUARE("stopped"),
    CROSS("failed"),
    STAR("best");

    private final String words;

    Shape(String words) {
      this.words = words;
    }
  }

  /**
   * A value to be marked.
   *
   * @param y NaN puts it on the strip of those without a value
   * @param depth a class for emphasis, may be empty
   */
  record Mark(double x, double y, Shape shape, String depth, String words) {}

  private final String title;
  private final Axis x;
  private final Axis y;
  private final int strip;
  private final boolean stripBelow;
  private final Markup body = new Markup();
  private final List<String[]> legend = new ArrayList<>();
  private @Nullable String note;

  /**
   * @param strip whether there is a strip for marks without a value; it lies on the axis's bad side
   * @param badIsLow whether that is the lower one
   */
  Panel(String title, Axis x, Axis y, boolean strip, boolean badIsLow) {
    this.title = title;
    this.x = x;
    this.y = y;
    this.strip = strip ? STRIP : 0;
    this.stripBelow = badIsLow;
  }

  Axis x() {
    return x;
  }

  Axis y() {
    return y;
  }

  private int top() {
    return legend.isEmpty() ? 52 : 70;
  }

  @Override
  public int height() {
    return HEIGHT;
  }

  double px(double value) {
    return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
  }

  double py(double value) {
    double top = top() + (stripBelow ? 0 : strip);
    double bottom = HEIGHT - BOTTOM - (stripBelow ? strip : 0);
    if (Double.isNaN(value)) {
      return stripBelow ? HEIGHT - BOTTOM - STRIP / 2.0 : top() + STRIP / 2.0;
    }
    return bottom - y.place(value) * (bottom - top);
  }

  /** A remark below the title, such as how many marks were left out. */
  void note(String words) {
    note = note == null ? words : note + "; " + words;
  }

  /** An entry of the legend, before any mark: a class of line or a shape, and its words. */
  void legend(String type, String words) {
    legend.add(new String[] {type, words});
  }

  /** A line of steps: the value holds from one place until the next. */
  void steps(String type, double[] xs, double[] ys, double end) {
    var path = new StringBuilder();
    for (int i = 0; i < xs.length; i++) {
      path.append(i == 0 ? "M" : "H").append(n(px(xs[i])));
      path.append(i == 0 ? " " : "V").append(n(py(ys[i])));
    }
    if (xs.length > 0) {
      path.append('H').append(n(px(end)));
      body.empty("path", "class", type, "d", path.toString()).line();
    }
  }

  /** A line from one place to the next. */
  void line(String type, double[] xs, double[] ys) {
    var path = new StringBuilder();
    for (int i = 0; i < xs.length; i++) {
      path.append(i == 0 ? "M" : "L").append(n(px(xs[i]))).append(' ').append(n(py(ys[i])));
    }
    if (xs.length > 0) {
      body.empty("path", "class", type, "d", path.toString()).line();
    }
  }

  /** Marks, thinned evenly where there are too many; the important ones are drawn by themselves. */
  void marks(List<Mark> marks) {
    for (Shape shape : Shape.values()) {
      List<Mark> all = marks.stream().filter(m -> m.shape == shape).toList();
      List<Mark> some = thin(all);
      if (some.size() < all.size()) {
        note(some.size() + " of " + all.size() + " " + shape.words + " drawn");
      }
      if (some.size() <= WITH_TEXT) {
        some.forEach(m -> draw(shape, m.depth, outline(m), m.words));
      } else {
        some.stream()
            .map(Mark::depth)
            .distinct()
            .forEach(
                depth -> {
                  var path = new StringBuilder();
                  some.stream()
                      .filter(m -> m.depth.equals(depth))
                      .forEach(m -> path.append(outline(m)));
                  draw(shape, depth, path.toString(), "");
                });
      }
    }
  }

  private void draw(Shape shape, String depth, String path, String words) {
    String type = (shape.name().toLowerCase(Locale.ROOT) + " " + depth).strip();
    if (words.isEmpty()) {
      body.empty("path", "class", type, "d", path).line();
    } else {
      body.open("path", "class", type, "d", path).leaf("title", words).close().line();
    }
  }

  private static List<Mark> thin(List<Mark> all) {
    if (all.size() <= MOST) {
      return all;
    }
    var some = new ArrayList<Mark>(MOST);
    for (int k = 0; k < MOST; k++) {
      some.add(all.get((int) ((long) k * all.size() / MOST)));
    }
    return some;
  }

  private String outline(Mark mark) {
    double top = py(mark.y);
    if (!Double.isNaN(mark.y) && !y.shows(mark.y)) {
      boolean above = y.place(mark.y) > 0.5; // an arrow to what is cut off
      return "M"
          + n(px(mark.x) - 4)
          + " "
          + n(top + (above ? 7 : -7))
          + "l4 "
          + (above ? "-6" : "6")
          + "l4 "
          + (above ? "6" : "-6");
    }
    return outline(mark.shape, px(mark.x), top);
  }

  private static String outline(Shape shape, double left, double top) {
    return switch (shape) {
      case DOT -> "M" + n(left) + " " + n(top) + "h0";
      case DIAMOND -> "M" + n(left) + " " + n(top - 4) + "l4 4-4 4-4-4z";
      case SQUARE -> "M" + n(left - 3) + " " + n(top - 3) + "h6v6h-6z";
      case CROSS -> "M" + n(left - 3) + " " + n(top - 3) + "l6 6m0-6l-6 6";
      case STAR -> "M" + n(left - 6) + " " + n(top) + "a6 6 0 1 0 12 0a6 6 0 1 0-12 0z";
    };
  }

  /** A coordinate with one decimal. */
  static String n(double value) {
    double rounded = Math.rint(value * 10) / 10;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }

  @Override
  public Markup svg(int left, int top) {
    var svg = new Markup();
    svg.open(
        "svg",
        "class",
        "panel",
        "viewBox",
        "0 0 " + WIDTH + " " + HEIGHT,
        "x",
        Integer.toString(left),
        "y",
        Integer.toString(top),
        "width",
        Integer.toString(WIDTH),
        "height",
        Integer.toString(HEIGHT),
        "role",
        "img",
        "xmlns",
        "http://www.w3.org/2000/svg");
    svg.leaf("title", title).line();
    svg.leaf("text", title, "class", "name", "x", "12", "y", "22").line();
    legend(svg);
    if (note != null) {
      svg.leaf("text", note, "class", "note end", "x", "" + (WIDTH - RIGHT), "y", "22").line();
    }
    frame(svg);
    return svg.add(body).close().line();
  }

  private void legend(Markup svg) {
    double left = 14;
    for (String[] entry : legend) {
      String type = entry[0];
      boolean shape = !type.startsWith("line");
      String path =
          shape
              ? outline(
                  Shape.valueOf(type.split(" ", -1)[0].toUpperCase(Locale.ROOT)), left + 6, 36)
              : "M" + n(left - 2) + " 36h16";
      svg.empty("path", "class", type, "d", path);
      svg.leaf("text", entry[1], "class", "note", "x", n(left + 18), "y", "40").line();
      left += 34 + 6.2 * entry[1].length();
    }
  }

  private void frame(Markup svg) {
    int bottom = HEIGHT - BOTTOM;
    for (Axis.Tick tick : y.ticks()) {
      double top = stripBelow ? bottom - strip : bottom;
      double place = top - tick.place() * (bottom - top() - strip);
      svg.empty("path", "class", "grid", "d", "M" + LEFT + " " + n(place) + "H" + (WIDTH - RIGHT));
      svg.leaf("text", tick.label(), "class", "end", "x", "" + (LEFT - 7), "y", n(place + 4))
          .line();
    }
    if (strip > 0) {
      String at = n(py(Double.NaN) + 4);
      svg.leaf("text", "no value", "class", "end note", "x", "" + (LEFT - 7), "y", at).line();
    }
    for (Axis.Tick tick : x.ticks()) {
      double left = LEFT + tick.place() * (WIDTH - LEFT - RIGHT);
      svg.empty("path", "class", "grid", "d", "M" + n(left) + " " + top() + "V" + bottom);
      svg.leaf("text", tick.label(), "class", "middle", "x", n(left), "y", "" + (bottom + 17))
          .line();
    }
    svg.empty(
        "path",
        "class",
        "axis",
        "d",
        "M" + LEFT + " " + top() + "V" + bottom + "H" + (WIDTH - RIGHT));
    svg.leaf(
            "text",
            x.label(),
            "class",
            "label end",
            "x",
            "" + (WIDTH - RIGHT),
            "y",
            "" + (HEIGHT - 8))
        .line();
    svg.leaf("text", y.label(), "class", "label", "x", "12", "y", "" + (top() - 9)).line();
  }
}
