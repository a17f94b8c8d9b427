package org.talweg.app.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.talweg.search.importance.Importance;
import org.talweg.search.importance.Importance.Share;

/** Parameter importance as bars: what each does alone, and together with others. */
record Bars(String objective, Importance importance) implements Drawing {
  private static final int MOST = 20;
  private static final int LEFT = 120;
  private static final int ROW = 24;
  private static final int TOP = 56;
  private static final int WHOLE = Panel.WIDTH - LEFT - 62;

  private List<Share> shown() {
    return importance.shares().stream()
        .sorted(Comparator.comparingDouble(share -> -share.withOthers()))
        .limit(MOST)
        .toList();
  }

  @Override
  public int height() {
    return TOP + ROW * shown().size() + 12;
  }

  @Override
  public Markup svg(int left, int top) {
    var svg = new Markup();
    svg.open(
        "svg",
        "class",
        "panel",
        "viewBox",
        "0 0 " + Panel.WIDTH + " " + height(),
        "x",
        Integer.toString(left),
        "y",
        Integer.toString(top),
        "width",
        Integer.toString(Panel.WIDTH),
        "height",
        Integer.toString(height()),
        "role",
        "img",
        "xmlns",
        "http://www.w3.org/2000/svg");
    String title = "What " + objective + " depends on";
    svg.leaf("title", title).leaf("text", title, "class", "name", "x", "12", "y", "22").line();
    svg.empty("path", "class", "bar", "d", "M14 31h12v10h-12z");
    svg.leaf("text", "alone", "class", "note", "x", "32", "y", "40");
    svg.empty("path", "class", "bar faint", "d", "M84 31h12v10h-12z");
    svg.leaf("text", "with others", "class", "note", "x", "102", "y", "40").line();
    double y = TOP;
    for (Share share : shown()) {
      svg.leaf(
          "text",
          name(share.parameter().name()),
          "class",
          "end",
          "x",
          "" + (LEFT - 8),
          "y",
          Panel.n(y + 14));
      bar(svg, "bar faint", y, share.withOthers());
      bar(svg, "bar", y, share.alone());
      String percent = String.format(Locale.ROOT, "%.0f %%", 100 * share.withOthers());
      svg.leaf(
          "text",
          percent,
          "x",
          Panel.n(LEFT + share.withOthers() * WHOLE + 6),
          "y",
          Panel.n(y + 14));
      svg.line();
      y += ROW;
    }
    return svg.close().line();
  }

  private static void bar(Markup svg, String type, double top, double share) {
    String width = Panel.n(share * WHOLE);
    svg.empty(
        "path",
        "class",
        type,
        "d",
        "M" + LEFT + " " + Panel.n(top + 2) + "h" + width + "v16h-" + width + "z");
  }

  private static String name(String name) {
    return name.length() <= 16 ? name : name.substring(0, 15) + "…";
  }
}
