package org.talweg.engine.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.talweg.engine.Plan;
import org.talweg.model.Budget;
import org.talweg.model.Objective;

/**
 * What a run began with; never changed.
 *
 * @param id sorts by time of creation
 * @param problem the problem's name
 * @param source how the problem can be made again: keys such as {@code file}, {@code text}, {@code
 *     directory}; empty for a problem that only its Java program knows
 * @param ownSeconds what the planner expected the solvers to compute in all, in seconds; NaN where
 *     it is not recorded
 * @param machine facts about where it ran: versions, processor, cores
 */
public record RunHeader(
    String id,
    String problem,
    String form,
    List<Objective> objectives,
    Map<String, String> source,
    long seed,
    Budget budget,
    int parallel,
    String stopRule,
    Plan plan,
    double ownSeconds,
    Map<String, String> machine,
    Instant created) {
  public RunHeader {
    objectives = List.copyOf(objectives);
    source = Map.copyOf(source);
    machine = Map.copyOf(machine);
  }
}
