package org.talweg.app.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.talweg.engine.Capability;
import org.talweg.engine.Catalog;
import org.talweg.engine.Plan;
import org.talweg.engine.Planner;
import org.talweg.engine.Planner.Candidate;
import org.talweg.engine.Planner.Choice;
import org.talweg.engine.Planner.NoPlanException;

/** The plan's tree, and what the planner says of it and of the alternatives. */
record PlanView(RunRecord run, Catalog catalog) {
  private static final int ALTERNATIVES = 8;

  Markup markup() {
    var html = new Markup();
    html.open("div", "class", "columns").line().open("div").open("ul", "class", "plan");
    tree(html, run.header().plan(), "", catalog);
    html.close().close().open("div");
    why(html);
    return html.close().close().line();
  }

  /** The plan as a nested list. */
  static void tree(Markup html, Plan plan, String share, Catalog catalog) {
    html.open("li");
    switch (plan) {
      case Plan.Solve(String solver) ->
          node(html, share + "solve by ", solver, catalog.solver(solver).map(s -> s.capability()));
      case Plan.Reformulate(String name, Plan inner) -> {
        var capability = catalog.reformulation(name).map(r -> r.capability());
        node(html, share + "reformulate by ", name, capability);
        html.open("ul");
        tree(html, inner, "", catalog);
        html.close();
      }
      case Plan.Portfolio(List<Plan> members) -> {
        node(html, share + "portfolio", "", Optional.empty());
        html.text(": they take turns and hear of each other's trials");
        html.open("ul");
        members.forEach(member -> tree(html, member, "", catalog));
        html.close();
      }
      case Plan.Refine(int rounds, List<Plan.Stage> stages) -> {
        node(html, share + "refine", "", Optional.empty());
        html.text(", " + rounds + (rounds == 1 ? " round" : " rounds"));
        html.open("ul");
        stages.forEach(s -> tree(html, s.plan(), Math.round(100 * s.share()) + " % ", catalog));
        html.close();
      }
    }
    html.close().line();
  }

  private static void node(
      Markup html, String operator, String name, Optional<Capability> capability) {
    html.text(operator).leaf("b", name);
    capability.ifPresent(
        c -> {
          html.text(" ").leaf("span", c.description(), "class", "muted");
          html.leaf("span", " Source: " + String.join("; ", c.source()) + ".", "class", "muted");
        });
  }

  private void why(Markup html) {
    Optional<Choice> choice = choice();
    if (choice.isEmpty()) {
      html.leaf(
          "p", "Why it was chosen cannot be told without the problem file.", "class", "muted");
      return;
    }
    List<Candidate> candidates = choice.get().candidates();
    Plan plan = run.header().plan();
    if (candidates.getFirst().plan().equals(plan)) {
      html.leaf(
          "p",
          "Chosen because it should come nearest to the optimum among "
              + candidates.size()
              + " plans that fit the budget: "
              + candidates.getFirst().why()
              + ".");
    } else {
      html.leaf(
          "p",
          "Demanded, or chosen by another version: this one would choose "
              + candidates.getFirst().plan().brief()
              + ".");
    }
    html.open("details").leaf("summary", "The alternatives, and who refused");
    html.open("div", "class", "wide").open("table").open("tr");
    html.leaf("th", "plan")
        .leaf("th", "reach")
        .leaf("th", "thinks")
        .leaf("th", "why")
        .close()
        .line();
    candidates.stream().limit(ALTERNATIVES).forEach(c -> row(html, c, c.plan().equals(plan)));
    candidates.stream()
        .skip(ALTERNATIVES)
        .filter(c -> c.plan().equals(plan))
        .forEach(c -> row(html, c, true));
    html.close().close();
    if (candidates.size() > ALTERNATIVES) {
      html.leaf("p", "and " + (candidates.size() - ALTERNATIVES) + " more", "class", "muted");
    }
    choice
        .get()
        .refused()
        .forEach(r -> html.leaf("p", "not " + r.solver() + ": " + r.why(), "class", "muted"));
    html.leaf(
        "p",
        "Reach is the share of the way from a random point to the optimum that a plan should cover.",
        "class",
        "muted");
    html.close().line();
  }

  private static void row(Markup html, Candidate candidate, boolean chosen) {
    if (chosen) {
      html.open("tr", "class", "chosen");
    } else {
      html.open("tr");
    }
    html.leaf("td", candidate.plan().brief());
    html.leaf("td", String.format(Locale.ROOT, "%.3f", candidate.reach()), "class", "number");
    html.leaf("td", Numbers.seconds(candidate.seconds()), "class", "number");
    html.leaf("td", candidate.why()).close().line();
  }

  private Optional<Choice> choice() {
    if (run.problem().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Planner(catalog)
              .choose(run.problem().get(), run.header().budget(), Optional.empty()));
    } catch (NoPlanException e) {
      return Optional.empty();
    }
  }
}
