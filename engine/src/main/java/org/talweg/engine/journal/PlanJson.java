package org.talweg.engine.journal;

import java.util.List;
import org.talweg.engine.Plan;
import tools.jackson.core.JsonGenerator;

/**
 * A plan as a JSON tree. Every node has its {@code operator}: <em>solve</em> with its {@code
 * solver}; <em>reformulate</em> with its {@code reformulation}; <em>portfolio</em>; <em>refine</em>
 * with its {@code rounds}. All but solve have {@code children}, which below refine have the {@code
 * share} of a round's evaluations that they may spend.
 */
public final class PlanJson {
  private PlanJson() {}

  /** The plan as JSON on one line. */
  public static String write(Plan plan) {
    return Json.write(out -> write(out, plan));
  }

  static void write(JsonGenerator out, Plan plan) {
    out.writeStartObject();
    members(out, plan);
    out.writeEndObject();
  }

  private static void members(JsonGenerator out, Plan plan) {
    switch (plan) {
      case Plan.Solve(String solver) -> {
        out.writeStringProperty("operator", "solve");
        out.writeStringProperty("solver", solver);
      }
      case Plan.Reformulate(String reformulation, Plan _) -> {
        out.writeStringProperty("operator", "reformulate");
        out.writeStringProperty("reformulation", reformulation);
        children(out, plan.children());
      }
      case Plan.Portfolio(List<Plan> members) -> {
        out.writeStringProperty("operator", "portfolio");
        children(out, members);
      }
      case Plan.Refine(int rounds, List<Plan.Stage> stages) -> {
        out.writeStringProperty("operator", "refine");
        out.writeNumberProperty("rounds", rounds);
        out.writeName("children");
        out.writeStartArray();
        for (Plan.Stage stage : stages) {
          out.writeStartObject();
          Json.number(out, "share", stage.share());
          members(out, stage.plan());
          out.writeEndObject();
        }
        out.writeEndArray();
      }
    }
  }

  private static void children(JsonGenerator out, List<Plan> plans) {
    out.writeName("children");
    out.writeStartArray();
    plans.forEach(plan -> write(out, plan));
    out.writeEndArray();
  }

  /**
   * The plan.
   *
   * @throws IllegalArgumentException where the text is not a plan
   */
  public static Plan read(String json) {
    return read(Json.object(json));
  }

  static Plan read(Fields fields) {
    List<Fields> children = fields.objects("children");
    return switch (fields.text("operator")) {
      case "solve" -> new Plan.Solve(fields.text("solver"));
      case "reformulate" -> {
        if (children.size() != 1) {
          throw new IllegalArgumentException("a reformulation has one child: " + fields.members());
        }
        yield new Plan.Reformulate(fields.text("reformulation"), read(children.getFirst()));
      }
      case "portfolio" -> new Plan.Portfolio(children.stream().map(PlanJson::read).toList());
      case "refine" ->
          new Plan.Refine(
              Math.toIntExact(fields.whole("rounds")),
              children.stream()
                  .map(child -> new Plan.Stage(child.number("share"), read(child)))
                  .toList());
      case String operator ->
          throw new IllegalArgumentException("no plan's operator is '" + operator + "'");
    };
  }
}
