package org.talweg.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.journal.MemoryJournal;
import org.talweg.engine.journal.SqliteJournal;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Objective;
import org.talweg.model.Point;
import org.talweg.model.Problem;
import org.talweg.model.Space;

/**
 * Where a Java program begins.
 *
 * <pre>{@code
 * var space = Space.of(real("x", -5, 10), real("y", 0, 15));
 * var best = Talweg.minimize(space, p -> branin(p.real("x"), p.real("y")), Budget.evaluations(60));
 * }</pre>
 *
 * <p>These methods keep the record of the run in memory; {@link #solve(Problem, RunOptions, Path)}
 * keeps it in a file, from which the run can be resumed. Those who own the loop themselves use
 * {@link AskTell}.
 */
public final class Talweg {
  private Talweg() {}

  /** Finds a point at which the function is small; it may be called from several threads. */
  public static Outcome<Point> minimize(
      Space space, ToDoubleFunction<Point> function, Budget budget) throws InterruptedException {
    return optimize(space, function, Objective.minimize("value"), budget);
  }

  /** Finds a point at which the function is large. */
  public static Outcome<Point> maximize(
      Space space, ToDoubleFunction<Point> function, Budget budget) throws InterruptedException {
    return optimize(space, function, Objective.maximize("value"), budget);
  }

  private static Outcome<Point> optimize(
      Space space, ToDoubleFunction<Point> function, Objective objective, Budget budget)
      throws InterruptedException {
    var problem =
        BlackBox.of(
            "function",
            space,
            List.of(objective),
            (point, probe) -> Map.of("value", function.applyAsDouble(point)));
    return solve(problem, RunOptions.within(budget));
  }

  /**
   * Plans and runs, keeping the record in memory.
   *
   * @throws IllegalArgumentException where no solver takes the problem
   */
  public static <S> Outcome<S> solve(Problem<S> problem, RunOptions options)
      throws InterruptedException {
    try (var journal = new MemoryJournal()) {
      return new Engine(Catalog.load(), journal).solve(problem, options);
    } catch (NoPlanException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Plans and runs, keeping the record in a file.
   *
   * @throws IllegalArgumentException where no solver takes the problem
   */
  public static <S> Outcome<S> solve(Problem<S> problem, RunOptions options, Path store)
      throws InterruptedException {
    try (var journal = SqliteJournal.open(store)) {
      return new Engine(Catalog.load(), journal).solve(problem, options);
    } catch (NoPlanException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
