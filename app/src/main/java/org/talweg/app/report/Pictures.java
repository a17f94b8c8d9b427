package org.talweg.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.app.report.RunRecord.Row;
import org.talweg.model.Space;
import org.talweg.search.importance.Importance;

/** The pictures of a run, each of which can be had as an SVG file of its own. */
public enum Pictures {
  FRONT,
  CONVERGENCE,
  IMPORTANCE,
  PARAMETERS;

  private static final int COLUMNS = 2;

  /** What a picture of the run is made of; empty where there is nothing to show. */
  List<Drawing> drawings(RunRecord run) {
    return switch (this) {
      case FRONT -> Front.drawings(run);
      case CONVERGENCE -> Convergence.drawings(run);
      case IMPORTANCE -> {
        var bars = new ArrayList<Drawing>();
        for (int i = 0; i < run.objectives().size(); i++) {
          String objective = run.objectives().get(i).name();
          importance(run, i).ifPresent(importance -> bars.add(new Bars(objective, importance)));
        }
        yield bars;
      }
      case PARAMETERS ->
          IntStream.range(0, Math.min(3, run.objectives().size()))
              .boxed()
              .flatMap(i -> Slices.drawings(run, i, importance(run, i)).stream())
              .toList();
    };
  }

  /** The importance of parameters for an objective, empty where the trials do not tell. */
  static Optional<Importance> importance(RunRecord run, int objective) {
    Optional<Space> space = run.problem().map(p -> p.space()).or(() -> Inferred.space(run));
    if (space.isEmpty()) {
      return Optional.empty();
    }
    List<Row> rows = run.finished().stream().filter(Row::full).toList();
    return Importance.of(
        space.get(),
        rows.stream().map(row -> space.get().point(row.values())).toList(),
        rows.stream().mapToDouble(row -> row.objective(objective)).toArray());
  }

  /** The picture a run is best shown by. */
  public static Pictures first(RunRecord run) {
    return run.objectives().size() > 1 ? FRONT : CONVERGENCE;
  }

  /** The word for it on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The picture as an SVG file.
   *
   * @throws IllegalArgumentException where the run has nothing to show for it
   */
  public String svg(RunRecord run) {
    List<Drawing> drawings = drawings(run);
    if (drawings.isEmpty()) {
      throw new IllegalArgumentException(
          "run " + run.header().id() + " has no picture of " + word() + ": " + why(run));
    }
    return svg(drawings, run.header().problem() + ", run " + run.header().id());
  }

  /** Drawings side by side as an SVG file. */
  static String svg(List<Drawing> drawings, String title) {
    int columns = Math.min(COLUMNS, drawings.size());
    var body = new Markup();
    int top = 0;
    for (int i = 0; i < drawings.size(); i += columns) {
      List<Drawing> row = drawings.subList(i, Math.min(i + columns, drawings.size()));
      for (int k = 0; k < row.size(); k++) {
        body.add(row.get(k).svg(k * Panel.WIDTH, top));
      }
      top += row.stream().mapToInt(Drawing::height).max().orElse(0);
    }
    String width = Integer.toString(columns * Panel.WIDTH);
    var svg = new Markup();
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "picture",
        "viewBox",
        "0 0 " + width + " " + top,
        "width",
        width,
        "height",
        Integer.toString(top));
    svg.leaf("title", title).line();
    svg.open("style").trusted(resource("picture.css")).close().line();
    svg.empty("rect", "class", "paper", "width", "100%", "height", "100%").line();
    return svg.add(body).close().line().toString();
  }

  /** Why there is nothing to show. */
  String why(RunRecord run) {
    if (run.finished().isEmpty()) {
      return "no trial has finished";
    }
    return switch (this) {
      case FRONT ->
          run.objectives().size() < 2 ? "it has one objective" : "no trial has been assessed";
      case CONVERGENCE -> "no trial has finished";
      case IMPORTANCE ->
          "that takes "
              + Importance.FEWEST
              + " assessed trials with values that differ, of points"
              + " that all have the same parameters or whose problem file is known";
      case PARAMETERS -> "no trial has been assessed";
    };
  }

  /** A file that lies beside this class. */
  static String resource(String name) {
    try (InputStream in = Pictures.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read from the jar", e);
    }
  }
}
