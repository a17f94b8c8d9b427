package org.talweg.app.person;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.talweg.engine.Run.Withdrawal;
import org.talweg.model.EnvironmentException;
import org.talweg.model.Point;
import org.talweg.search.ranking.Oracle;
import org.talweg.search.ranking.Ranking;
import org.talweg.search.ranking.Ranking.Unreadable;

/**
 * Shows candidates to a person and reads the order typed in. Nothing typed wrong is lost: it says
 * what was wrong and asks again.
 */
public final class PersonOracle implements Oracle {
  private static final String HELP =
      """
      Type the numbers of the candidates, the best first:
        2 1 3    two is best, then one, then three
        2        two is best; the others are not told apart
        2 1=3    two is best, one and three are alike
        =        all are alike
        s        show the candidates again
        u        take the last answer back and give it anew
        q        leave (so does Ctrl-C); the run can be resumed and asks nothing twice
        ?        this help
      """;

  private final Display display;
  private final Lines lines;
  private final PrintStream out;

  public PersonOracle(Display display, Lines lines, PrintStream out) {
    this.display = display;
    this.lines = lines;
    this.out = out;
  }

  @Override
  public Ranking rank(List<Point> candidates, int wanted, int answered)
      throws Withdrawal, EnvironmentException, InterruptedException {
    int m = candidates.size();
    show(candidates, answered);
    while (true) {
      out.print(question(m, wanted) + " > ");
      out.flush();
      Optional<String> line = lines.next();
      if (line.isEmpty()) {
        out.println();
        throw new InterruptedException("the input has ended");
      }
      switch (line.get().strip()) {
        case "?", "h", "help" -> out.print(HELP);
        case "s" -> show(candidates, answered);
        case "q" -> throw new InterruptedException("the person left");
        case "=" -> {
          return Ranking.byCost(m, m, i -> 0);
        }
        case "u" -> {
          if (answered > 0) {
            throw new Withdrawal();
          }
          out.println("there is no answer to take back yet");
        }
        case String words -> {
          try {
            return Ranking.parse(words, m);
          } catch (Unreadable e) {
            out.println(e.getMessage() + "; type ? for help");
          }
        }
      }
    }
  }

  private void show(List<Point> candidates, int answered)
      throws EnvironmentException, InterruptedException {
    out.println();
    out.println("ranking " + (answered + 1));
    for (int i = 0; i < candidates.size(); i++) {
      String shown = display.show(candidates.get(i), i + 1);
      out.println(
          shown.contains("\n") ? "--- " + (i + 1) + "\n" + shown : "  " + (i + 1) + "  " + shown);
    }
  }

  private static String question(int m, int wanted) {
    return wanted == 1
        ? "which is best, 1 to " + m + "?"
        : wanted == m
            ? "order them, the best first:"
            : "name the best " + wanted + " of " + m + " in order:";
  }
}
