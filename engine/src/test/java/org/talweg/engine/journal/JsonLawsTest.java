package org.talweg.engine.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.talweg.engine.Plan;
import org.talweg.engine.Result;
import org.talweg.engine.Trial;
import org.talweg.model.Assessment;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Proof;
import org.talweg.model.Space;
import org.talweg.model.Value;

/** What is written as JSON reads back the same, bit for bit. */
class JsonLawsTest {
  private static final long LARGEST = 1L << 53;

  private static Space space(List<String> levels) {
    String[] names = levels.toArray(String[]::new);
    return Space.of(
        Parameter.choice("größe", names),
        Parameter.real("x", -Double.MAX_VALUE, Double.MAX_VALUE),
        Parameter.integer("n", -LARGEST, LARGEST),
        Parameter.ordinal("level", names),
        Parameter.permutation("order", names),
        Parameter.choice("mode", "a", "b"),
        Parameter.real("depth", 0, Double.MAX_VALUE).when("mode = a"));
  }

  @Property(tries = 100)
  void aPointReadsBackAsTheSamePoint(
      @ForAll("levels") Set<String> levels,
      @ForAll("finite") double x,
      @ForAll("whole") long n,
      @ForAll boolean deep,
      @ForAll Random random) {
    List<String> names = new ArrayList<>(levels);
    Space space = space(names);
    var values = new LinkedHashMap<String, Value>();
    values.put("n", new Value.Int(n));
    values.put("größe", new Value.Text(names.getLast()));
    values.put("level", new Value.Text(names.getFirst()));
    values.put("x", new Value.Real(x));
    values.put("mode", new Value.Text(deep ? "a" : "b"));
    values.put("depth", new Value.Real(Math.abs(x)));
    Collections.shuffle(names, random);
    values.put("order", new Value.Order(names));
    Point point = space.point(values);

    String json = PointJson.write(point);
    assertThat(PointJson.read(json, space)).isEqualTo(point);
    assertThat(PointJson.write(PointJson.read(json, space))).isEqualTo(json);

    Map<String, Object> plain = PointJson.read(json);
    assertThat(plain.keySet()).containsExactlyElementsOf(point.asMap().keySet());
    assertThat(plain)
        .containsEntry("x", point.real("x"))
        .containsEntry("n", n)
        .containsEntry("order", names)
        .containsEntry("größe", point.text("größe"));
    assertThat(plain.containsKey("depth")).isEqualTo(deep);
  }

  @Property
  void aNumberReadsBackBitForBit(@ForAll("finite") double x) {
    String json =
        Json.write(
            out -> {
              out.writeStartObject();
              Json.number(out, "x", x);
              out.writeEndObject();
            });
    assertThat(Double.doubleToRawLongBits(Json.object(json).number("x")))
        .isEqualTo(Double.doubleToRawLongBits(x));
  }

  @Example
  void pointsLookAsInAProblemFile() {
    Space space =
        Space.of(
            Parameter.real("x", -1, 1),
            Parameter.integer("n", 0, 9),
            Parameter.choice("mode", "fast", "größer"),
            Parameter.permutation("tour", "a", "b"));
    Point point =
        space.point(
            Map.of(
                "x", new Value.Real(-0.5),
                "n", new Value.Int(7),
                "mode", new Value.Text("größer"),
                "tour", new Value.Order(List.of("b", "a"))));
    assertThat(PointJson.write(point))
        .isEqualTo("{\"x\":-0.5,\"n\":7,\"mode\":\"größer\",\"tour\":[\"b\",\"a\"]}");
  }

  @Example
  void aPointOfAnotherSpaceIsRefusedByName() {
    Space space = Space.of(Parameter.real("x", 0, 1), Parameter.integer("n", 0, 9));
    refused(space, "{\"x\":0.5}", "n");
    refused(space, "{\"x\":0.5,\"n\":3,\"y\":1}", "y");
    refused(space, "{\"x\":0.5,\"n\":3.5}", "n");
    refused(space, "{\"x\":\"a\",\"n\":3}", "x");
    refused(space, "{\"x\":1.5,\"n\":3}", "x");
    refused(space, "[1]", "JSON");
    refused(space, "{\"x\":0.5,", "JSON");
    refused(space, "{\"x\":0.5,\"n\":3} 4", "JSON");
  }

  private static void refused(Space space, String json, String named) {
    assertThatThrownBy(() -> PointJson.read(json, space))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }

  @Property(tries = 300)
  void anEventReadsBackAsTheSameEvent(@ForAll("events") Event event) {
    assertThat(EventJson.read(EventJson.write(event))).isEqualTo(event);
  }

  @Example
  void eventsReadBackFromTheStoreAsTheyWere() throws Exception {
    Path directory = Files.createTempDirectory("journal");
    Path file = directory.resolve("a b?c%20#ü.db");
    List<Event> events = events().list().ofSize(300).sample();
    var written = new ArrayList<Event>();
    try (var journal = SqliteJournal.open(file)) {
      journal.create(Runs.header("a"));
      assertThat(journal.lead("a", JournalLaws.LEADER)).isTrue();
      for (Event event : events) {
        // A trial is asked and finished once; here each may do.
        if (!(event instanceof Event.Asked) && !(event instanceof Event.Finished)) {
          written.add(event);
        } else if (EventJson.write(event).length() % 2 == 0) {
          written.add(new Event.Offered(EventJson.write(event), new Result.Failed("\ud800")));
        }
      }
      assertThat(journal.append("a", JournalLaws.LEADER, written)).isTrue();
    }
    try (var journal = SqliteJournal.openExisting(file).orElseThrow()) {
      assertThat(journal.read("a", 0).stream().map(Journal.Entry::event)).isEqualTo(written);
    }
    Files.delete(file);
    Files.delete(directory);
  }

  @Property(tries = 200)
  void aPlanReadsBackAsTheSamePlan(@ForAll("plans") Plan plan) {
    assertThat(PlanJson.read(PlanJson.write(plan))).isEqualTo(plan);
  }

  @Example
  void plansAreTreesOfOperators() {
    assertThat(PlanJson.write(Runs.header("a").plan()))
        .isEqualTo(
            """
            {"operator":"refine","rounds":3,"children":[
            {"share":0.8,"operator":"portfolio","children":[
            {"operator":"solve","solver":"cma-es"}]},
            {"share":0.2,"operator":"reformulate","reformulation":"drop-fixed","children":[
            {"operator":"solve","solver":"bobyqa"}]}]}"""
                .replace("\n", ""));
  }

  @Example
  void aHeaderReadsBackAsTheSameHeader() {
    RunHeader header = Runs.header("a");
    assertThat(HeaderJson.read(HeaderJson.write(header))).isEqualTo(header);
  }

  @Example
  void membersOfALaterVersionAreIgnored() {
    String json = EventJson.write(new Event.Ended("improved", "why", 1, 0, List.of(2.0)));
    String later = json.replace("}", ",\"joules\":{\"cpu\":[1,true,null]}}");
    assertThat(EventJson.read(later)).isEqualTo(EventJson.read(json));
  }

  // ---------------------------------------------------------------- arbitraries

  @Provide
  Arbitrary<Double> finite() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            0.0,
            -0.0,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.MIN_NORMAL - Double.MIN_VALUE,
            Double.MAX_VALUE,
            1e308,
            -1e-308,
            0x1p53,
            1e22,
            1e23,
            0.1,
            1.0 / 3,
            123456789.0),
        Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite));
  }

  private static Arbitrary<Double> any() {
    return Arbitraries.oneOf(
        Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY),
        Arbitraries.longs().map(bits -> Double.longBitsToDouble(bits) + 0.0));
  }

  @Provide
  Arbitrary<Long> whole() {
    return Arbitraries.oneOf(
        Arbitraries.of(0L, LARGEST, -LARGEST, LARGEST - 1, 1L - LARGEST),
        Arbitraries.longs().between(-LARGEST, LARGEST));
  }

  /** Any text, with halves of surrogate pairs, control characters and quotes among it. */
  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "", "\ud83d\ude00", "\ud800", "\udfff!", "\u0000", "\"\\/\u2028", "NaN", "1"),
        Arbitraries.strings().ofMaxLength(12));
  }

  private static Arbitrary<String> names() {
    return texts().map(text -> new String(text.getBytes(UTF_8), UTF_8));
  }

  @Provide
  Arbitrary<Set<String>> levels() {
    return texts().set().ofMinSize(1).ofMaxSize(5);
  }

  private static Arbitrary<Result> results() {
    Arbitrary<OptionalDouble> bounds = any().map(OptionalDouble::of);
    return Arbitraries.oneOf(
        Combinators.combine(
                any().filter(v -> !Double.isNaN(v)).list().ofMinSize(1).ofMaxSize(3),
                any().filter(v -> v >= 0),
                Arbitraries.oneOf(Arbitraries.just(OptionalDouble.empty()), bounds),
                Arbitraries.maps(names(), any()).ofMaxSize(4),
                Arbitraries.of(Proof.class))
            .as((o, v, b, q, p) -> (Result) new Result.Done(new Assessment(o, v, b, q, p))),
        texts().map(Result.Failed::new),
        Arbitraries.longs().greaterOrEqual(0).map(n -> new Result.TimedOut(Duration.ofNanos(n))),
        Combinators.combine(Arbitraries.longs(), any()).as(Result.Stopped::new),
        any().map(Result.Rejected::new));
  }

  @Provide
  Arbitrary<Event> events() {
    Arbitrary<Long> trials = Arbitraries.longs().greaterOrEqual(1);
    Arbitrary<String> workers = texts();
    Arbitrary<List<Trial.Report>> reports =
        Combinators.combine(Arbitraries.longs(), any()).as(Trial.Report::new).list().ofMaxSize(3);
    return Arbitraries.oneOf(
        Combinators.combine(trials, texts(), any(), workers.injectNull(0.3))
            .as(
                (trial, text, fidelity, worker) ->
                    (Event)
                        new Event.Asked(
                            trial,
                            Json.write(
                                out -> {
                                  out.writeStartObject();
                                  out.writeStringProperty("größe", "}" + text);
                                  out.writeEndObject();
                                }),
                            fidelity,
                            worker)),
        Combinators.combine(trials, workers).as(Event.Claimed::new),
        trials.map(Event.Released::new),
        Arbitraries.just(new Event.Waited()),
        Combinators.combine(trials, results(), any(), reports, workers).as(Event.Finished::new),
        Combinators.combine(texts(), results()).as(Event.Offered::new),
        Combinators.combine(texts(), texts()).as(Event.Answered::new),
        Arbitraries.just(new Event.Withdrawn()),
        Combinators.combine(workers, Arbitraries.integers()).as(Event.Opened::new),
        Combinators.combine(
                texts(),
                texts(),
                any(),
                Arbitraries.longs().between(0, 1L << 50),
                any().list().ofMaxSize(3))
            .as(Event.Ended::new));
  }

  @Provide
  Arbitrary<Plan> plans() {
    Arbitrary<Plan> leaf = Arbitraries.of("cma-es", "bobyqa", "sobol").map(Plan.Solve::new);
    return Arbitraries.recursive(
        () -> leaf,
        inner ->
            Arbitraries.oneOf(
                inner.map(plan -> new Plan.Reformulate("drop-fixed", plan)),
                inner.list().ofMaxSize(3).map(Plan.Portfolio::new),
                Combinators.combine(
                        Arbitraries.integers().greaterOrEqual(1),
                        Combinators.combine(Arbitraries.doubles().between(0, 1), inner)
                            .as(Plan.Stage::new)
                            .list()
                            .ofMaxSize(3))
                    .as(Plan.Refine::new)),
        0,
        4);
  }
}
