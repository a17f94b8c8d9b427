package org.talweg.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.engine.Catalog;
import org.talweg.engine.Plan;
import org.talweg.engine.Result;
import org.talweg.engine.journal.Event;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.MemoryJournal;
import org.talweg.engine.journal.PointJson;
import org.talweg.engine.journal.RunHeader;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ReportTest {
  private static final String HOSTILE =
      "</title></svg><script>alert(1)</script>\"'&amp;\u0000\uD800\u202E]]>";
  private static final Space SPACE =
      Space.of(
          Parameter.real("x", -1, 1),
          Parameter.logInteger("n", 1, 100_000),
          Parameter.choice("mode", "fast", HOSTILE),
          Parameter.real("depth", 0, 1).when("mode = fast"),
          Parameter.permutation("order", "a", "b", HOSTILE));

  private static Event.Finished finished(long trial, Result result) {
    return new Event.Finished(trial, result, 0.25, List.of(), "w");
  }

  private static Result done(double violation, Double... values) {
    return new Result.Done(
        new Assessment(List.of(values), violation, OptionalDouble.empty(), Map.of()));
  }

  /** A run of so many trials of that space, as a journal holds it. */
  private static RunRecord run(
      List<Objective> objectives, int trials, boolean known, IntFunction<Result> results) {
    var header =
        new RunHeader(
            "20260101-000000-test",
            HOSTILE,
            "black box",
            objectives,
            Map.of("text", HOSTILE, "file", HOSTILE),
            1,
            Budget.evaluations(Math.max(1, trials)),
            1,
            "none",
            new Plan.Refine(
                2,
                List.of(
                    new Plan.Stage(0.8, new Plan.Solve("cma-es")),
                    new Plan.Stage(0.2, new Plan.Portfolio(List.of(new Plan.Solve(HOSTILE)))))),
            Double.NaN,
            Map.of("host", HOSTILE),
            Instant.EPOCH);
    var random = java.util.random.RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    try (Journal journal = new MemoryJournal()) {
      journal.create(header);
      var worker = new Journal.Worker("w", 1);
      journal.lead(header.id(), worker);
      var asked = new ArrayList<Event>();
      var finished = new ArrayList<Event.Finished>();
      for (int i = 1; i <= trials; i++) {
        Point point = SPACE.sample(random);
        asked.add(new Event.Asked(i, PointJson.write(point), Double.NaN, "w"));
        finished.add(finished(i, results.apply(i)));
      }
      journal.append(header.id(), worker, asked);
      journal.finish(header.id(), finished);
      var problem = BlackBox.of(HOSTILE, SPACE, objectives, (_, _) -> Map.of());
      return RunRecord.read(journal, header, known ? Optional.of(problem) : Optional.empty());
    }
  }

  private static Document parsed(String xml) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    var builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null);
    return builder.parse(new InputSource(new StringReader(xml)));
  }

  /** Every outcome there is, in turn. */
  private static Result mixed(int i, int objectives) {
    Double[] values = new Double[objectives];
    Arrays.setAll(values, k -> (i * 37 % 101) * (k == 0 ? 1.0 : -1e5) + k);
    return switch (i % 7) {
      case 0 -> new Result.Failed(HOSTILE);
      case 1 -> new Result.TimedOut(Duration.ofSeconds(2));
      case 2 -> new Result.Stopped(3, Double.NaN);
      case 3 -> done(1.5, values);
      default -> done(0, values);
    };
  }

  private static void assertSound(RunRecord run) throws Exception {
    String html = HtmlReport.of(run, Catalog.load());
    Document page = parsed(html);
    assertThat(page.getElementsByTagName("script").getLength()).as("scripts").isEqualTo(1);
    for (String attribute : List.of("href", "src", "onload", "onclick", "data")) {
      var elements = page.getElementsByTagName("*");
      for (int i = 0; i < elements.getLength(); i++) {
        assertThat(((Element) elements.item(i)).hasAttribute(attribute)).isFalse();
      }
    }
    assertThat(html).doesNotContain("alert(1)</script");
    assertThat(html).doesNotContainPattern(" (d|x|y|viewBox)=\"[^\"]*(NaN|Infinity)");
    for (Pictures picture : Pictures.values()) {
      if (!picture.drawings(run).isEmpty()) {
        Document svg = parsed(picture.svg(run));
        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 40})
  void reportsAreWellFormedAndHostileNamesStayText(int trials) throws Exception {
    for (int objectives : new int[] {1, 2, 3}) {
      var all =
          List.of(
              Objective.minimize("f" + HOSTILE), Objective.maximize("g"), Objective.minimize("h"));
      for (boolean known : new boolean[] {true, false}) {
        assertSound(run(all.subList(0, objectives), trials, known, i -> mixed(i + 3, objectives)));
      }
    }
  }

  @Test
  void constantHugeAndAllFailedRunsHaveReportsToo() throws Exception {
    var one = List.of(Objective.minimize("f"));
    assertSound(run(one, 30, true, _ -> done(0, 5.0)));
    assertSound(run(one, 30, true, _ -> new Result.Failed("no")));
    assertSound(run(one, 30, true, i -> done(0, i % 2 == 0 ? Double.MAX_VALUE : -1e308)));
    assertSound(run(one, 30, true, i -> done(0, i % 3 == 0 ? Double.POSITIVE_INFINITY : i)));
    assertSound(run(one, 30, true, i -> done(0, Double.MIN_VALUE * i)));
    assertSound(run(one, 30, true, i -> done(i, 1.0 * i)));
  }

  @Test
  void tenThousandTrialsFitIntoThreeMegabytes() throws Exception {
    RunRecord run = run(List.of(Objective.minimize("f")), 10_000, true, i -> mixed(i, 1));
    assertThat(HtmlReport.of(run, Catalog.load()).length()).isLessThan(3 << 20);
    assertThat(Pictures.CONVERGENCE.svg(run).length()).isLessThan(300 << 10);
  }

  @Test
  void aPictureThatARunDoesNotHaveIsRefusedWithTheReason() {
    RunRecord run = run(List.of(Objective.minimize("f")), 5, true, _ -> done(0, 5.0));
    assertThatThrownBy(() -> Pictures.FRONT.svg(run)).hasMessageContaining("one objective");
    assertThatThrownBy(() -> Pictures.IMPORTANCE.svg(run)).hasMessageContaining("12 assessed");
  }

  @Test
  void theTableReadsBackAsItWasWritten() {
    RunRecord run = run(List.of(Objective.minimize("f")), 40, true, i -> mixed(i, 1));
    List<List<String>> rows = records(TrialTable.csv(run));
    assertThat(rows).hasSize(41);
    List<String> heads = rows.getFirst();
    for (RunRecord.Row row : run.trials()) {
      List<String> cells = rows.get((int) row.number());
      assertThat(cells).hasSameSizeAs(heads);
      assertThat(cells.get(heads.indexOf("state"))).isEqualTo(row.state());
      assertThat(cells.get(heads.indexOf("reason"))).isEqualTo(row.reason());
      row.values()
          .forEach(
              (name, value) ->
                  assertThat(cells.get(heads.indexOf(name))).isEqualTo(value.toString()));
      if (row.assessment().isPresent()) {
        assertThat(Double.parseDouble(cells.get(heads.indexOf("f")))).isEqualTo(row.objective(0));
      }
    }
  }

  /** Reads RFC 4180. */
  private static List<List<String>> records(String csv) {
    var records = new ArrayList<List<String>>();
    var record = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted && c == '"' && csv.charAt(i + 1) == '"') {
        cell.append(csv.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        record.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          records.add(List.copyOf(record));
          record.clear();
        }
      } else {
        cell.append(c);
      }
    }
    return records;
  }

  @Property(tries = 300)
  void anyTextIsEscaped(@ForAll String text) throws Exception {
    String xml = new Markup().leaf("t", text, "a", text).toString();
    Element element = parsed(xml).getDocumentElement();
    assertThat(element.getChildNodes().getLength()).isLessThanOrEqualTo(1);
    assertThat(element.getAttributes().getLength()).isEqualTo(1);
  }

  @Property(tries = 300)
  void axesPlaceEveryNumberWithinThePicture(@ForAll double[] values) {
    Axis axis = Axis.of("f", org.talweg.model.Direction.MINIMIZE, values);
    for (double value : values) {
      if (!Double.isNaN(value)) {
        assertThat(axis.place(value)).isBetween(0.0, 1.0);
      }
    }
    assertThat(axis.ticks().size()).isLessThan(20);
    axis.ticks().forEach(tick -> assertThat(tick.place()).isBetween(-1e-9, 1 + 1e-9));
  }
}
