package org.talweg.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.talweg.app.file.Amounts;
import org.talweg.app.file.DiscoveryFile;
import org.talweg.app.file.ProblemFile;
import org.talweg.app.file.TrainingFile;
import org.talweg.app.program.ProgramFile;
import org.talweg.app.program.ProgramRun;
import org.talweg.app.report.Numbers;
import org.talweg.app.report.TournamentReport;
import org.talweg.engine.Catalog;
import org.talweg.engine.Plan;
import org.talweg.engine.Planner;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.learn.train.Training;
import org.talweg.model.Budget;
import org.talweg.model.Problem;
import org.talweg.model.Resource;
import org.talweg.papers.tournament.Match;
import org.talweg.papers.tournament.Profiles;
import org.talweg.papers.tournament.Profiles.Cost;
import org.talweg.papers.tournament.Profiles.Standing;
import org.talweg.papers.tournament.Tournament;
import org.talweg.papers.tournament.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code talweg tournament FILE...}. */
@Command(
    name = "tournament",
    description = "Compare solvers by the time they take to a target.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The score is the area under a solver's performance profile, from 0 to 1.",
      "Try: talweg tournament examples/branin.yaml --solvers gp,cma-es,random --by evaluations"
    })
final class TournamentCommand implements Callable<Integer> {
  /** How many solvers take part where none is named. */
  private static final int MOST = 5;

  /** How often a training is looked at where its file does not say, its checkpoints aside. */
  private static final double LOOKS = 50;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Problems, one objective each: YAML, JSON, .nl, .mps, .qps or .lp.")
  List<Path> files = List.of();

  @Option(
      names = "--solvers",
      split = ",",
      paramLabel = "NAME[,NAME...]",
      description =
          "Solvers by name, planner for the planner's choice; the planner and the best it"
              + " considers for the first file by default.")
  @Nullable List<String> solvers;

  @Option(names = "--seeds", paramLabel = "N", description = "Runs of each: 3.")
  int seeds = 3;

  @Option(
      names = "--budget",
      paramLabel = "LIMITS",
      description = "Of every run, such as evaluations=100; else what each file says.")
  @Nullable String budget;

  @Option(
      names = "--target",
      paramLabel = "FILE=VALUE",
      description =
          "What the objective is to reach; else what half of the solvers reach in half of their runs."
              + " A value alone is for all files.")
  List<String> targets = List.of();

  @Option(
      names = "--by",
      paramLabel = "COST",
      description =
          "seconds (default) or evaluations; of trainings both are shown, as seconds and steps.")
  String by = "seconds";

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Also write a page with profiles and courses.")
  @Nullable Path report;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  boolean json;

  @Option(names = "--quiet", description = "No progress.")
  boolean quiet;

  @Override
  public Integer call() throws Exception {
    Cost cost =
        switch (by) {
          case "seconds" -> Cost.SECONDS;
          case "evaluations", "steps" -> Cost.EVALUATIONS;
          default ->
              throw new IllegalArgumentException(
                  "--by is seconds, evaluations or steps, not '" + by + "'");
        };
    if (seeds < 1) {
      throw new IllegalArgumentException("--seeds is at least 1, not " + seeds);
    }
    if (report != null) {
      RunStore.checkWritable(report);
    }
    var catalog = Catalog.load();
    List<Workload> workloads = workloads();
    List<String> entrants = solvers == null ? entrants(catalog, workloads.getFirst()) : solvers;
    check(catalog, entrants);
    List<Match> matches =
        new Tournament(catalog)
            .run(workloads, entrants, seeds, (match, done, total) -> say(match, done, total));
    var profiles = new Profiles(workloads, matches, cost);
    boolean trainings = workloads.stream().allMatch(w -> w.problem() instanceof Training);
    Optional<Profiles> other =
        trainings ? Optional.of(new Profiles(workloads, matches, cost.other())) : Optional.empty();
    if (report != null) {
      Files.writeString(
          report, TournamentReport.of(workloads, matches, profiles, cost), StandardCharsets.UTF_8);
    }
    if (json) {
      System.out.println(Output.write(json(workloads, matches, profiles, other)));
    } else {
      System.out.print(text(workloads, matches, profiles, other));
    }
    return profiles.standings().stream().anyMatch(s -> s.reached() > 0) ? 0 : 1;
  }

  private void say(Match match, int done, int total) {
    if (!quiet && !json) {
      String came =
          match.refused().isEmpty()
              ? match.answered() ? Numbers.brief(match.value()) : "nothing feasible"
              : "refused, " + match.refused();
      System.err.printf(
          "%d of %d: %s on %s, seed %d: %s, %s%n",
          done,
          total,
          match.solver(),
          match.workload(),
          match.seed(),
          came,
          Numbers.seconds(match.seconds()));
    }
  }

  private List<Workload> workloads() throws Exception {
    var stated = new LinkedHashMap<String, Double>();
    for (String target : targets) {
      int at = target.lastIndexOf('=');
      String value = target.substring(at + 1);
      try {
        stated.put(at < 0 ? "" : target.substring(0, at), Double.parseDouble(value));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "--target is FILE=VALUE or a value, not '" + target + "'", e);
      }
    }
    var workloads = new ArrayList<Workload>();
    for (Path file : files) {
      Double value = stated.remove(file.toString());
      if (value == null) {
        value = stated.get("");
      }
      workloads.add(
          workload(file, value == null ? OptionalDouble.empty() : OptionalDouble.of(value)));
    }
    stated.remove("");
    if (!stated.isEmpty()) {
      throw new IllegalArgumentException(
          "--target names %s, which is none of the files %s".formatted(stated.keySet(), files));
    }
    return workloads;
  }

  private Workload workload(Path file, OptionalDouble target) throws Exception {
    Optional<Budget> limits = Optional.ofNullable(budget).map(Amounts::budget);
    if (ProgramFile.takes(file)) {
      return new Workload(
          file.toString(),
          ProgramFile.read(file, System.err::println),
          limits.orElse(ProgramRun.A_DAY),
          target);
    }
    if (TrainingFile.takes(file)) {
      return training(file, TrainingFile.read(file), limits, target);
    }
    if (DiscoveryFile.takes(file)) {
      DiscoveryFile discovery = DiscoveryFile.read(file);
      Budget rules = limits.orElseGet(() -> new RunSettings().budgetOf(discovery));
      return new Workload(file.toString(), discovery.discovery(), rules, target);
    }
    ProblemFile problem = ProblemFile.read(file);
    boolean counted =
        limits
            .or(problem::budget)
            .filter(b -> b.limits().containsKey(Resource.EVALUATIONS))
            .isPresent();
    if (problem.program().isPresent() && !counted) {
      Budget time = limits.or(problem::budget).orElse(ProgramRun.A_DAY);
      return new Workload(file.toString(), problem.program().get(), time, target);
    }
    Problem<?> stated = problem.stated();
    return new Workload(
        file.toString(),
        stated,
        limits
            .or(problem::budget)
            .orElseGet(() -> Budget.evaluations(RunSettings.DEFAULT_EVALUATIONS)),
        target);
  }

  /** The training ends with its target, and is looked at often enough to tell when that is. */
  private static Workload training(
      Path file, TrainingFile training, Optional<Budget> limits, OptionalDouble target) {
    Budget budget = limits.orElseGet(() -> new RunSettings().budgetOf(training));
    org.talweg.learn.train.Settings settings = training.training().settings();
    settings = target.isPresent() ? settings.withTarget(target.getAsDouble()) : settings;
    double steps = budget.evaluations();
    if (settings.judge() == 0 && Double.isFinite(steps)) {
      settings = settings.withJudgeEvery(Math.max(1, Math.round(steps / LOOKS)));
    }
    return new Workload(
        file.toString(), training.training().with(settings), budget, settings.target());
  }

  /** The planner and the best solvers it considers. */
  private static List<String> entrants(Catalog catalog, Workload workload) throws NoPlanException {
    var entrants = new ArrayList<>(List.of(Tournament.PLANNER));
    new Planner(catalog)
        .choose(workload.problem(), workload.budget(), Optional.empty()).candidates().stream()
            .skip(1) // what the planner chooses
            .map(Planner.Candidate::plan)
            .filter(plan -> plan instanceof Plan.Solve)
            .map(plan -> plan.solvers().getFirst())
            .distinct()
            .limit(MOST - 1)
            .forEach(entrants::add);
    return entrants;
  }

  private static void check(Catalog catalog, List<String> entrants) {
    for (String name : entrants) {
      for (String solver : name.split("[,>]")) {
        if (!name.equals(Tournament.PLANNER) && catalog.solver(solver.strip()).isEmpty()) {
          throw new IllegalArgumentException(
              "there is no solver '" + solver.strip() + "': talweg solvers lists them");
        }
      }
    }
  }

  private static TextTable table(List<Workload> workloads, Profiles profiles) {
    var heads = new ArrayList<>(List.of("solver", "score", "reached"));
    workloads.forEach(w -> heads.add(w.problem().name() + ", " + profiles.unit()));
    var table = new TextTable(heads);
    for (Standing standing : profiles.standings()) {
      var cells = new ArrayList<String>();
      cells.add(standing.solver());
      cells.add(String.format(Locale.ROOT, "%.3f", standing.score()));
      cells.add(standing.reached() + " of " + standing.runs());
      standing
          .costs()
          .forEach(paid -> cells.add(Double.isFinite(paid) ? Numbers.brief(paid) : "-"));
      table.row(cells);
    }
    return table;
  }

  private String text(
      List<Workload> workloads, List<Match> matches, Profiles profiles, Optional<Profiles> other) {
    var text = new StringBuilder(table(workloads, profiles).toString()).append('\n');
    other.ifPresent(second -> text.append(table(workloads, second)).append('\n'));
    for (Workload workload : workloads) {
      text.append("target of ").append(workload.name()).append(": ");
      if (Double.isNaN(profiles.target(workload))) {
        text.append("none, since no solver found anything feasible\n");
        continue;
      }
      text.append(Numbers.brief(profiles.target(workload)));
      text.append(
          workload.target().isPresent()
              ? "\n"
              : ", which half of the solvers reach in half of their runs\n");
    }
    matches.stream()
        .filter(m -> !m.refused().isEmpty())
        .map(m -> m.solver() + " did not take " + m.workload() + ": " + m.refused())
        .distinct()
        .forEach(line -> text.append(Numbers.printable(line)).append('\n'));
    if (report != null) {
      text.append("report:  ").append(report).append('\n');
    }
    return text.toString();
  }

  private static List<Object> standings(List<Workload> workloads, Profiles profiles) {
    var standings = new ArrayList<Object>();
    for (Standing standing : profiles.standings()) {
      var paid = new LinkedHashMap<String, @Nullable Object>();
      for (int w = 0; w < workloads.size(); w++) {
        double value = standing.costs().get(w);
        paid.put(workloads.get(w).name(), Double.isFinite(value) ? value : null);
      }
      var one = new LinkedHashMap<String, @Nullable Object>();
      one.put("solver", standing.solver());
      one.put("score", standing.score());
      one.put("reached", standing.reached());
      one.put("runs", standing.runs());
      one.put("to target", paid);
      standings.add(one);
    }
    return standings;
  }

  private Map<String, @Nullable Object> json(
      List<Workload> workloads, List<Match> matches, Profiles profiles, Optional<Profiles> other) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("by", profiles.unit());
    json.put("targets", profiles.targets());
    json.put("standings", standings(workloads, profiles));
    other.ifPresent(
        second -> json.put("standings by " + second.unit(), standings(workloads, second)));
    var runs = new ArrayList<Object>();
    for (Match match : matches) {
      var run = new LinkedHashMap<String, @Nullable Object>();
      run.put("problem", match.workload());
      run.put("solver", match.solver());
      run.put("seed", match.seed());
      run.put("value", match.answered() ? match.value() : null);
      run.put("seconds", match.seconds());
      if (!match.refused().isEmpty()) {
        run.put("refused", match.refused());
      }
      runs.add(run);
    }
    json.put("runs", runs);
    return json;
  }
}
