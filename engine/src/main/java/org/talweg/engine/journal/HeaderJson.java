package org.talweg.engine.journal;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.talweg.model.Budget;
import org.talweg.model.Direction;
import org.talweg.model.Formula;
import org.talweg.model.FormulaException;
import org.talweg.model.Objective;
import org.talweg.model.Resource;
import tools.jackson.core.JsonGenerator;

/** What a run began with, as a JSON object with the names of {@link RunHeader}'s components. */
public final class HeaderJson {
  private HeaderJson() {}

  /** The header as JSON on one line. */
  public static String write(RunHeader header) {
    return Json.write(
        out -> {
          out.writeStartObject();
          out.writeStringProperty("id", header.id());
          out.writeStringProperty("problem", header.problem());
          out.writeStringProperty("form", header.form());
          objectives(out, header.objectives());
          texts(out, "source", header.source());
          out.writeNumberProperty("seed", header.seed());
          out.writeName("budget");
          out.writeStartObject();
          header.budget().limits().forEach((r, limit) -> Json.number(out, r.label(), limit));
          out.writeEndObject();
          out.writeNumberProperty("parallel", header.parallel());
          out.writeStringProperty("stopRule", header.stopRule());
          out.writeName("plan");
          PlanJson.write(out, header.plan());
          if (!Double.isNaN(header.ownSeconds())) {
            Json.number(out, "ownSeconds", header.ownSeconds());
          }
          texts(out, "machine", header.machine());
          out.writeStringProperty("created", header.created().toString());
          out.writeEndObject();
        });
  }

  private static void objectives(JsonGenerator out, List<Objective> objectives) {
    out.writeName("objectives");
    out.writeStartArray();
    for (Objective objective : objectives) {
      out.writeStartObject();
      out.writeStringProperty("name", objective.name());
      out.writeStringProperty("formula", objective.formula().text());
      out.writeStringProperty("direction", objective.direction().name().toLowerCase(Locale.ROOT));
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void texts(JsonGenerator out, String name, Map<String, String> texts) {
    out.writeName(name);
    out.writeStartObject();
    new TreeMap<>(texts)
        .forEach(
            (key, text) -> {
              Json.name(out, key);
              out.writeString(text);
            });
    out.writeEndObject();
  }

  /**
   * The header.
   *
   * @throws IllegalArgumentException where the text is not a header
   */
  public static RunHeader read(String json) {
    Fields fields = Json.object(json);
    return new RunHeader(
        fields.text("id"),
        fields.text("problem"),
        fields.text("form"),
        fields.objects("objectives").stream().map(HeaderJson::objective).toList(),
        fields.textsByName("source"),
        fields.whole("seed"),
        budget(fields.numbersByName("budget")),
        Math.toIntExact(fields.whole("parallel")),
        fields.text("stopRule"),
        PlanJson.read(fields.object("plan")),
        fields.number("ownSeconds", Double.NaN),
        fields.textsByName("machine"),
        Instant.parse(fields.text("created")));
  }

  private static Objective objective(Fields fields) {
    return new Objective(
        fields.text("name"),
        formula(fields.text("formula")),
        Direction.valueOf(fields.text("direction").toUpperCase(Locale.ROOT)));
  }

  /** A quantity's name need not be a formula that can be read, such as {@code stdout size}. */
  private static Formula formula(String text) {
    try {
      return Formula.parse(text);
    } catch (FormulaException e) {
      return new Formula.Name(text);
    }
  }

  private static Budget budget(Map<String, Double> limits) {
    var budget = new EnumMap<Resource, Double>(Resource.class);
    limits.forEach((label, limit) -> budget.put(resource(label), limit));
    return new Budget(budget);
  }

  private static Resource resource(String label) {
    return Arrays.stream(Resource.values())
        .filter(resource -> resource.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no resource is '" + label + "'"));
  }
}
