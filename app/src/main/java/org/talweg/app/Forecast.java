package org.talweg.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.talweg.app.report.Numbers;
import org.talweg.app.report.RunRecord;
import org.talweg.engine.History;
import org.talweg.engine.journal.Journal;

/**
 * What was planned for a run of one solver beside what happened. Its reach is left out: that could
 * only be told with the optimum.
 *
 * @param evaluations allowed
 * @param seconds of its own computing per evaluation that the solver expects
 * @param spent evaluations
 * @param observed mean seconds from the record of a result to that of the next question, NaN where
 *     there was none
 */
record Forecast(double evaluations, double seconds, double spent, double observed) {
  /** Empty where several solvers share the run, or no limit of evaluations or estimate is known. */
  static Optional<Forecast> of(Journal journal, RunRecord run) {
    var header = run.header();
    double evaluations = header.budget().evaluations();
    if (header.plan().solvers().size() != 1
        || Double.isInfinite(evaluations)
        || Double.isNaN(header.ownSeconds())) {
      return Optional.empty();
    }
    double observed = History.look(header, journal.read(header.id(), 0)).ownSeconds();
    return Optional.of(
        new Forecast(evaluations, header.ownSeconds() / evaluations, run.evaluations(), observed));
  }

  String text() {
    return "%s evaluations, %s ms of computing each; came to %s"
            .formatted(Numbers.brief(evaluations), milliseconds(seconds), Numbers.brief(spent))
        + (Double.isNaN(observed) ? "" : ", %s ms each".formatted(milliseconds(observed)));
  }

  private static String milliseconds(double seconds) {
    return "%.1f".formatted(1000 * seconds);
  }

  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("evaluations", evaluations);
    json.put("solverSecondsEach", seconds);
    json.put("spent", spent);
    if (!Double.isNaN(observed)) {
      json.put("observedSecondsEach", observed);
    }
    return json;
  }
}
