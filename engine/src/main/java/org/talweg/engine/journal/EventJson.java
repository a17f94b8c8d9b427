package org.talweg.engine.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Result;
import org.talweg.engine.Trial;
import tools.jackson.core.JsonGenerator;

/**
 * An event as a JSON object with its {@code event}: asked, waited, claimed, released, finished,
 * offered, answered, withdrawn, opened or ended. This is what the journal keeps and {@code runs
 * export} prints; members that a later version adds are ignored.
 */
public final class EventJson {
  private EventJson() {}

  /** The lower-case word for its kind. */
  static String kind(Event event) {
    return switch (event) {
      case Event.Asked _ -> "asked";
      case Event.Waited _ -> "waited";
      case Event.Claimed _ -> "claimed";
      case Event.Released _ -> "released";
      case Event.Finished _ -> "finished";
      case Event.Offered _ -> "offered";
      case Event.Answered _ -> "answered";
      case Event.Withdrawn _ -> "withdrawn";
      case Event.Noted _ -> "noted";
      case Event.Opened _ -> "opened";
      case Event.Ended _ -> "ended";
    };
  }

  /** The event as JSON on one line. */
  public static String write(Event event) {
    return Json.write(
        out -> {
          out.writeStartObject();
          out.writeStringProperty("event", kind(event));
          members(out, event);
          out.writeEndObject();
        });
  }

  private static void members(JsonGenerator out, Event event) {
    switch (event) {
      case Event.Asked(long trial, String point, double fidelity, @Nullable String worker) -> {
        out.writeNumberProperty("trial", trial);
        out.writeName("point");
        out.writeRawValue(point);
        if (!Double.isNaN(fidelity)) {
          Json.number(out, "fidelity", fidelity);
        }
        if (worker != null) {
          out.writeStringProperty("worker", worker);
        }
      }
      case Event.Waited() -> {}
      case Event.Claimed(long trial, String worker) -> {
        out.writeNumberProperty("trial", trial);
        out.writeStringProperty("worker", worker);
      }
      case Event.Released(long trial) -> out.writeNumberProperty("trial", trial);
      case Event.Finished(
              long trial,
              Result result,
              double seconds,
              List<Trial.Report> reports,
              String worker) -> {
        out.writeNumberProperty("trial", trial);
        out.writeName("result");
        ResultJson.write(out, result);
        Json.number(out, "seconds", seconds);
        reports(out, reports);
        out.writeStringProperty("worker", worker);
      }
      case Event.Offered(String solution, Result result) -> {
        out.writeStringProperty("solution", solution);
        out.writeName("result");
        ResultJson.write(out, result);
      }
      case Event.Answered(String question, String answer) -> {
        out.writeStringProperty("question", question);
        out.writeStringProperty("answer", answer);
      }
      case Event.Withdrawn() -> {}
      case Event.Noted(String words) -> out.writeStringProperty("words", words);
      case Event.Opened(String worker, int parallel) -> {
        out.writeStringProperty("worker", worker);
        out.writeNumberProperty("parallel", parallel);
      }
      case Event.Ended(
              String status,
              String reason,
              double seconds,
              long answer,
              List<Double> best) -> {
        out.writeStringProperty("status", status);
        out.writeStringProperty("reason", reason);
        Json.number(out, "seconds", seconds);
        if (answer > 0) {
          out.writeNumberProperty("answer", answer);
        }
        Json.numbers(out, "best", best);
      }
    }
  }

  /** Pairs of step and value. */
  private static void reports(JsonGenerator out, List<Trial.Report> reports) {
    if (reports.isEmpty()) {
      return;
    }
    out.writeName("reports");
    out.writeStartArray();
    for (Trial.Report report : reports) {
      out.writeStartArray();
      out.writeNumber(report.step());
      Json.number(out, report.value());
      out.writeEndArray();
    }
    out.writeEndArray();
  }

  /**
   * The event.
   *
   * @throws IllegalArgumentException where the text is not an event
   */
  public static Event read(String json) {
    Fields fields = Json.object(json, "point");
    return switch (fields.text("event")) {
      case "asked" ->
          new Event.Asked(
              fields.whole("trial"),
              fields.text("point"),
              fields.number("fidelity", Double.NaN),
              fields.textOrNull("worker"));
      case "waited" -> new Event.Waited();
      case "claimed" -> new Event.Claimed(fields.whole("trial"), fields.text("worker"));
      case "released" -> new Event.Released(fields.whole("trial"));
      case "finished" ->
          new Event.Finished(
              fields.whole("trial"),
              ResultJson.read(fields.object("result")),
              fields.number("seconds"),
              reports(fields),
              fields.text("worker"));
      case "offered" ->
          new Event.Offered(fields.text("solution"), ResultJson.read(fields.object("result")));
      case "answered" -> new Event.Answered(fields.text("question"), fields.text("answer"));
      case "withdrawn" -> new Event.Withdrawn();
      case "noted" -> new Event.Noted(fields.text("words"));
      case "opened" ->
          new Event.Opened(fields.text("worker"), Math.toIntExact(fields.whole("parallel")));
      case "ended" ->
          new Event.Ended(
              fields.text("status"),
              fields.text("reason"),
              fields.number("seconds"),
              fields.has("answer") ? fields.whole("answer") : 0,
              fields.numbers("best"));
      case String kind -> throw new IllegalArgumentException("no event is '" + kind + "'");
    };
  }

  private static List<Trial.Report> reports(Fields fields) {
    var reports = new ArrayList<Trial.Report>();
    for (Object item : fields.list("reports")) {
      if (!(item instanceof List<?> pair)
          || pair.size() != 2
          || !(pair.getFirst() instanceof Long step)) {
        throw new IllegalArgumentException("'" + item + "' is not a step and its value");
      }
      reports.add(new Trial.Report(step, Fields.number("reports", pair.getLast())));
    }
    return reports;
  }
}
