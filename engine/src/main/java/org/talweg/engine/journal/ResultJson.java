package org.talweg.engine.journal;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.talweg.engine.Result;
import org.talweg.model.Assessment;
import org.talweg.model.Proof;
import tools.jackson.core.JsonGenerator;

/**
 * A result as a JSON object with its {@code state}: done, failed, timed-out, stopped or rejected.
 * An assessment's members that say nothing (violation 0, no bound, no quantities, no more proof
 * than that) are left out.
 */
final class ResultJson {
  private ResultJson() {}

  static void write(JsonGenerator out, Result result) {
    out.writeStartObject();
    switch (result) {
      case Result.Done(Assessment assessment) -> {
        out.writeStringProperty("state", "done");
        write(out, assessment);
      }
      case Result.Failed(String reason) -> {
        out.writeStringProperty("state", "failed");
        out.writeStringProperty("reason", reason);
      }
      case Result.TimedOut(Duration after) -> {
        out.writeStringProperty("state", "timed-out");
        out.writeStringProperty("after", after.toString());
      }
      case Result.Stopped(long step, double value) -> {
        out.writeStringProperty("state", "stopped");
        out.writeNumberProperty("step", step);
        Json.number(out, "value", value);
      }
      case Result.Rejected(double violation) -> {
        out.writeStringProperty("state", "rejected");
        Json.number(out, "violation", violation);
      }
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, Assessment assessment) {
    Json.numbers(out, "objectives", assessment.objectives());
    if (!assessment.feasible()) {
      Json.number(out, "violation", assessment.violation());
    }
    if (assessment.bound().isPresent()) {
      Json.number(out, "bound", assessment.bound().getAsDouble());
    }
    if (!assessment.quantities().isEmpty()) {
      out.writeName("quantities");
      out.writeStartObject();
      assessment.quantities().forEach((name, value) -> Json.number(out, name, value));
      out.writeEndObject();
    }
    if (assessment.proof() != obvious(assessment.violation())) {
      out.writeStringProperty("proof", assessment.proof().name().toLowerCase(Locale.ROOT));
    }
  }

  private static Proof obvious(double violation) {
    return violation == 0 ? Proof.FEASIBLE : Proof.NONE;
  }

  private static Proof proof(Fields fields) {
    return fields.has("proof")
        ? Proof.valueOf(fields.text("proof").toUpperCase(Locale.ROOT))
        : obvious(fields.number("violation", 0));
  }

  /**
   * @throws IllegalArgumentException where it is not a result
   */
  static Result read(Fields fields) {
    return switch (fields.text("state")) {
      case "done" ->
          new Result.Done(
              new Assessment(
                  List.copyOf(fields.numbers("objectives")),
                  fields.number("violation", 0),
                  fields.has("bound")
                      ? OptionalDouble.of(fields.number("bound"))
                      : OptionalDouble.empty(),
                  fields.numbersByName("quantities"),
                  proof(fields)));
      case "failed" -> new Result.Failed(fields.text("reason"));
      case "timed-out" -> new Result.TimedOut(Duration.parse(fields.text("after")));
      case "stopped" -> new Result.Stopped(fields.whole("step"), fields.number("value"));
      case "rejected" -> new Result.Rejected(fields.number("violation"));
      case String state -> throw new IllegalArgumentException("no result is '" + state + "'");
    };
  }
}
