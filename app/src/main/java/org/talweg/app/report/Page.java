package org.talweg.app.report;

import java.util.List;
import java.util.Map;
import org.talweg.engine.journal.RunHeader;

/** What the pages of all kinds of runs have in common. */
final class Page {
  private Page() {}

  /** A number to be read at a glance, inside the element of class {@code facts}. */
  static void fact(Markup html, String value, String words) {
    html.open("div").leaf("b", value).leaf("span", words).close().line();
  }

  /** A row of a table of class {@code pairs}. */
  static void pair(Markup html, String name, String value) {
    html.open("tr").leaf("th", name).leaf("td", value).close().line();
  }

  /** Pictures side by side. */
  static void panels(Markup html, List<Drawing> drawings) {
    html.open("div", "class", "panels").line();
    drawings.forEach(drawing -> html.open("figure").add(drawing.svg(0, 0)).close().line());
    html.close().line();
  }

  /** The problem file, to be unfolded; nothing where a Java program made the run. */
  static void source(Markup html, RunHeader header) {
    String text = header.source().get("text");
    if (text != null) {
      String file = header.source().getOrDefault("file", "the problem file");
      html.open("details").leaf("summary", file).leaf("pre", text).close().line();
    }
  }

  /** Where and how it ran. */
  static void provenance(Markup html, RunHeader header, Map<String, String> further) {
    html.leaf("h2", "Where and how it ran").line();
    html.open("table", "class", "pairs").line();
    pair(html, "run", header.id());
    pair(html, "begun", header.created().toString());
    pair(html, "seed", Long.toString(header.seed()));
    further.forEach((name, value) -> pair(html, name, value));
    header.machine().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> pair(html, entry.getKey(), entry.getValue()));
    html.close().line();
  }
}
