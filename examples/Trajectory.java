import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.talweg.program.Model;
import org.talweg.program.Model.Variable;

/**
 * Optimal control: a crane's trolley carries a hanging load over 5 metres in 6 seconds and stops
 * with the load at rest, with the least acceleration squared,
 *
 * <pre>
 *   min  integral of a^2   p' = v,  v' = a,  angle' = turn,  turn' = -(g sin(angle) + a cos(angle)) / rope
 * </pre>
 *
 * by the trapezoidal rule on 80 intervals: a program of 405 variables. Writes the plot
 * trajectory.svg. java -cp app/target/talweg.jar examples/Trajectory.java
 */
void main() throws Exception {
  int n = 80;
  double h = 6.0 / n;
  double gravity = 9.81;
  double rope = 3;
  var m = new Model("crane");
  Variable[] p = m.reals("p", n + 1);
  Variable[] v = m.reals("v", n + 1);
  Variable[] angle = m.reals("angle", n + 1);
  Variable[] turn = m.reals("turn", n + 1);
  Variable[] a = m.reals("a", n + 1);
  for (int k = 0; k <= n; k++) {
    p[k].start(5.0 * k / n);
    angle[k].between(-0.3, 0.3);
    a[k].between(-0.8, 0.8);
  }
  for (Variable[] state : new Variable[][] {p, v, angle, turn}) {
    m.subjectTo(state[0].equalTo(0));
    m.subjectTo(state[n].equalTo(state == p ? 5 : 0));
  }
  for (int k = 0; k < n; k++) {
    m.subjectTo(p[k + 1].minus(p[k]).equalTo(v[k].plus(v[k + 1]).times(h / 2)));
    m.subjectTo(v[k + 1].minus(v[k]).equalTo(a[k].plus(a[k + 1]).times(h / 2)));
    m.subjectTo(angle[k + 1].minus(angle[k]).equalTo(turn[k].plus(turn[k + 1]).times(h / 2)));
    var here = angle[k].sin().times(gravity).plus(a[k].times(angle[k].cos()));
    var there = angle[k + 1].sin().times(gravity).plus(a[k + 1].times(angle[k + 1].cos()));
    m.subjectTo(turn[k + 1].minus(turn[k]).equalTo(here.plus(there).times(-h / 2 / rope)));
  }
  Model.Answer best = m.minimize(m.sum(n, k -> a[k].square().plus(a[k + 1].square()).times(h / 2)));
  System.out.printf(Locale.ROOT, "effort %.5f, %s%n", best.objective(), best.proof().words());
  var plot = new StringBuilder();
  plot.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 480\" ");
  plot.append("font-family=\"sans-serif\" font-size=\"13\">\n");
  plot.append("<rect width=\"640\" height=\"480\" fill=\"white\"/>\n");
  curve(plot, 20, "trolley, 0 to 5 m", "#1b6ca8", 0, 5, n, k -> best.value(p[k]));
  curve(
      plot,
      170,
      "load's angle, -0.3 to 0.3 rad",
      "#c0392b",
      -0.3,
      0.3,
      n,
      k -> best.value(angle[k]));
  curve(
      plot, 320, "acceleration, -0.8 to 0.8 m/s2", "#27864a", -0.8, 0.8, n, k -> best.value(a[k]));
  plot.append("<text x=\"560\" y=\"470\">6 s</text>\n</svg>\n");
  Files.writeString(Path.of("trajectory.svg"), plot);
  System.out.println("wrote trajectory.svg");
}

/** A band of the plot with a line through the n + 1 values. */
void curve(
    StringBuilder plot,
    int top,
    String title,
    String colour,
    double low,
    double high,
    int n,
    IntToDoubleFunction value) {
  double zero = top + 120 - 110 * (0 - low) / (high - low);
  plot.append("<text x=\"40\" y=\"%d\">%s</text>\n".formatted(top + 8, title));
  plot.append("<path d=\"M40 %.1fH600\" stroke=\"#bbb\" fill=\"none\"/>\n".formatted(zero));
  plot.append(
      "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"".formatted(colour));
  for (int k = 0; k <= n; k++) {
    double y = top + 120 - 110 * (value.applyAsDouble(k) - low) / (high - low);
    plot.append(String.format(Locale.ROOT, "%.1f,%.1f ", 40 + 560.0 * k / n, y));
  }
  plot.append("\"/>\n");
}
