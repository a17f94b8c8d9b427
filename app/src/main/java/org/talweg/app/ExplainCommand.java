package org.talweg.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.talweg.app.file.Amounts;
import org.talweg.app.file.DiscoveryFile;
import org.talweg.app.file.ProblemFile;
import org.talweg.app.file.TrainingFile;
import org.talweg.app.program.ProgramFile;
import org.talweg.app.program.ProgramRun;
import org.talweg.engine.Catalog;
import org.talweg.engine.History;
import org.talweg.engine.Planner;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.Step;
import org.talweg.engine.journal.JournalException;
import org.talweg.engine.journal.PlanJson;
import org.talweg.engine.journal.SqliteJournal;
import org.talweg.model.Budget;
import org.talweg.model.Problem;
import org.talweg.program.PrimalDual;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code talweg explain FILE}. */
@Command(
    name = "explain",
    description = "Show the plan, its alternatives and why, before anything is spent.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private static final int SHOWN = 8;

  @Parameters(
      paramLabel = "FILE",
      description = "A problem file, YAML or JSON, or a .nl, .mps, .qps or .lp file.")
  Path file = Path.of("");

  @Option(names = "--all", description = "Every plan that was considered.")
  boolean all;

  @Mixin RunSettings settings = new RunSettings();

  @Override
  public Integer call() throws Exception {
    if (ProgramFile.takes(file)) {
      Budget budget = settings.budget == null ? ProgramRun.A_DAY : Amounts.budget(settings.budget);
      return explain(ProgramFile.read(file, settings::warn), budget);
    }
    if (TrainingFile.takes(file)) {
      TrainingFile training = TrainingFile.read(file);
      return explain(training.training(), settings.budgetOf(training));
    }
    if (DiscoveryFile.takes(file)) {
      DiscoveryFile discovery = DiscoveryFile.read(file);
      return explain(discovery.discovery(), settings.budgetOf(discovery));
    }
    ProblemFile problem = ProblemFile.read(file);
    settings.warn(problem);
    Optional<Problem<PrimalDual>> program = settings.program(problem);
    return program.isPresent()
        ? explain(program.get(), problem.budget().orElse(ProgramRun.A_DAY))
        : explain(problem.stated(), settings.budgetOf(problem));
  }

  private int explain(Problem<?> problem, Budget budget) throws NoPlanException {
    Catalog catalog = Catalog.load();
    Planner.Choice choice =
        new Planner(catalog, history(settings.storePath()))
            .choose(problem, budget, Optional.ofNullable(settings.solver));
    List<Step> steps = Step.of(catalog, problem, choice.chosen().plan());
    if (settings.json) {
      System.out.println(json(problem, choice, steps));
      return 0;
    }
    String form = problem.form().name();
    String article = "aeiou".indexOf(form.charAt(0)) < 0 ? ": a " : ": an ";
    System.out.println(problem.name() + article + form);
    problem
        .features()
        .values()
        .forEach(
            (name, value) -> {
              if (value != 0) {
                System.out.printf("  %-18s %s%n", name, Output.number(value));
              }
            });
    choice.notes().forEach(System.out::println);
    System.out.println("plan: " + choice.chosen().plan().brief());
    steps.forEach(
        step ->
            System.out.println(
                "  " + step.name() + " (" + step.exactly() + "): " + step.account()));
    System.out.println("why: " + choice.reason());
    System.out.println("considered, by the share of the way to the optimum it should cover:");
    choice.candidates().stream()
        .limit(all ? Long.MAX_VALUE : SHOWN)
        .forEach(
            c ->
                System.out.printf(
                    Locale.ROOT,
                    "  %.3f  %6.2f s  %s: %s%n",
                    c.reach(),
                    c.seconds(),
                    c.plan().brief(),
                    c.why()));
    if (!all && choice.candidates().size() > SHOWN) {
      System.out.println("  and " + (choice.candidates().size() - SHOWN) + " more: --all");
    }
    choice.refused().forEach(r -> System.out.println("  not " + r.solver() + ": " + r.why()));
    return 0;
  }

  /** What the journal tells; nothing where there is none, or none that can be read. */
  private static History history(Path store) {
    try (SqliteJournal journal = SqliteJournal.openExisting(store).orElse(null)) {
      return journal == null ? History.NONE : History.of(journal);
    } catch (JournalException e) {
      System.err.println("talweg: estimates are not corrected: " + e.getMessage());
      return History.NONE;
    }
  }

  private static String json(Problem<?> problem, Planner.Choice choice, List<Step> steps) {
    var candidates = new ArrayList<Map<String, Object>>();
    for (Planner.Candidate candidate : choice.candidates()) {
      var one = new LinkedHashMap<String, Object>();
      one.put("plan", Output.tree(PlanJson.write(candidate.plan())));
      one.put("reach", candidate.reach());
      one.put("seconds", candidate.seconds());
      one.put("why", candidate.why());
      candidates.add(one);
    }
    var refused = new LinkedHashMap<String, Object>();
    choice.refused().forEach(r -> refused.put(r.solver(), r.why()));
    var json = new LinkedHashMap<String, Object>();
    json.put("problem", problem.name());
    json.put("form", problem.form().name());
    json.put("plan", Output.tree(PlanJson.write(choice.chosen().plan())));
    json.put(
        "reformulations",
        steps.stream()
            .map(
                step ->
                    Map.of(
                        "name", step.name(),
                        "exactness", step.exactly(),
                        "account", step.account()))
            .toList());
    json.put("why", choice.reason());
    json.put("notes", choice.notes());
    json.put("candidates", candidates);
    json.put("refused", refused);
    return Output.write(json);
  }
}
