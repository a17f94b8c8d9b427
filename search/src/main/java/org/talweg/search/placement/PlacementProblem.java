package org.talweg.search.placement;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Objective;
import org.talweg.model.Problem;

/**
 * How many machines n_j of each type j to rent so that P pods fit:
 *
 * <pre>
 *   minimise   sum_j c_j n_j                              cost per hour
 *   maximise   sum_j n_j, or the effective number of types ({@link Diversity})
 *   subject to sum_j r_j n_j >= P                         all pods fit
 *              sum_j r_j n_j <= max(w P, P + max_j r_j - 1)   little room is idle
 *              0 <= n_j <= min(limit_j, ceil(P / r_j))
 *   where      r_j = min(floor((C_j - C_0) / p_c), floor((M_j - M_0) / p_m))
 * </pre>
 *
 * is the room of a machine in pods: C_j, M_j its processors and memory, C_0, M_0 what the system
 * takes on every machine, p_c, p_m the size of a pod. Totals of processors and memory would not do:
 * a pod does not straddle machines.
 *
 * <p>Source: SpotKube (arXiv 2405.12311), whose model has n_j at most max(4, floor(P / types)),
 * which can exclude every optimum, and no bound on idle room but a penalty; otherwise the same.
 *
 * @param systemVcpu what the system takes on every machine
 * @param systemMemory the same in GiB
 * @param overProvision w, at least 1
 */
public record PlacementProblem(
    String name,
    List<NodeType> types,
    Pods pods,
    double systemVcpu,
    double systemMemory,
    double overProvision,
    Diversity diversity)
    implements Problem<Placement> {
  public static final Form PLACEMENT = new Form("placement");

  /** Number of machine types. */
  public static final String TYPES = "types";

  /** Number of pods. */
  public static final String PODS = "pods";

  /** Keeps 0.3 / 0.1 = 2.9999... at 3. */
  private static final double ROUNDING = 1e-9;

  public PlacementProblem {
    types = List.copyOf(types);
    if (types.isEmpty() || types.stream().map(NodeType::name).distinct().count() < types.size()) {
      throw new IllegalArgumentException("machine types are one or more, with different names");
    }
    if (!(systemVcpu >= 0 && systemMemory >= 0 && overProvision >= 1)) {
      throw new IllegalArgumentException("what the system takes is 0 or more, w at least 1");
    }
  }

  /** The cheapest placement is sought, nothing else; the system takes nothing. */
  public static PlacementProblem of(String name, List<NodeType> types, Pods pods) {
    return new PlacementProblem(name, types, pods, 0, 0, 2, Diversity.NONE);
  }

  /** This problem with so much taken on every machine by the system. */
  public PlacementProblem withSystem(double vcpu, double memory) {
    return new PlacementProblem(name, types, pods, vcpu, memory, overProvision, diversity);
  }

  public PlacementProblem withDiversity(Diversity diversity) {
    return new PlacementProblem(
        name, types, pods, systemVcpu, systemMemory, overProvision, diversity);
  }

  public PlacementProblem withTypes(List<NodeType> types) {
    return new PlacementProblem(
        name, types, pods, systemVcpu, systemMemory, overProvision, diversity);
  }

  public PlacementProblem withPods(int count) {
    return new PlacementProblem(
        name, types, pods.withCount(count), systemVcpu, systemMemory, overProvision, diversity);
  }

  /**
   * This problem with at most that share of the pods, rounded up to whole machines, on machines of
   * one type.
   */
  public PlacementProblem withLargestShare(double share) {
    return withTypes(
        IntStream.range(0, types.size())
            .mapToObj(
                j -> {
                  int most = (int) Math.ceil(share * pods.count() / Math.max(1, room(j)));
                  return types.get(j).withLimit(Math.min(types.get(j).limit(), most));
                })
            .toList());
  }

  /** r_j: the pods that fit on a machine of type j. */
  public int room(int j) {
    NodeType type = types.get(j);
    double byVcpu = Math.floor((type.vcpu() - systemVcpu) / pods.vcpu() + ROUNDING);
    double byMemory = Math.floor((type.memory() - systemMemory) / pods.memory() + ROUNDING);
    return (int) Math.max(0, Math.min(byVcpu, byMemory));
  }

  /** The most machines of type j worth renting. */
  public int limit(int j) {
    int room = room(j);
    return room == 0 ? 0 : Math.min(types.get(j).limit(), Math.ceilDiv(pods.count(), room));
  }

  /** The pods that fit on all machines of the placement. */
  public long room(Placement placement) {
    return IntStream.range(0, types.size())
        .mapToLong(j -> (long) room(j) * placement.nodes().get(j))
        .sum();
  }

  /** The most room that is not idle. */
  public int mostRoom() {
    int largest = IntStream.range(0, types.size()).map(this::room).max().orElseThrow();
    double most = Math.max(overProvision * pods.count(), pods.count() + largest - 1.0);
    return (int) Math.min(most, Integer.MAX_VALUE);
  }

  /** Cost per hour. */
  public double cost(Placement placement) {
    double cost = 0;
    for (int j = 0; j < types.size(); j++) {
      cost += types.get(j).price() * placement.nodes().get(j);
    }
    return cost;
  }

  @Override
  public Form form() {
    return PLACEMENT;
  }

  @Override
  public Features features() {
    return Features.none()
        .with(TYPES, types.size())
        .with(PODS, pods.count())
        .with(Features.INTEGERS, types.size())
        .with(Features.OBJECTIVES, objectives().size());
  }

  @Override
  public List<Objective> objectives() {
    return diversity == Diversity.NONE
        ? List.of(Objective.minimize("cost"))
        : List.of(Objective.minimize("cost"), Objective.maximize(diversity.label()));
  }

  /**
   * Cost and diversity. The violation counts pods without room, idle room beyond the bound, and
   * machines beyond limits; the bound is that of fractional machines.
   */
  @Override
  public Assessment assess(Placement placement) throws AssessmentException {
    List<Integer> nodes = placement.nodes();
    if (nodes.size() != types.size() || nodes.stream().anyMatch(n -> n < 0)) {
      throw new AssessmentException(
          "a placement has " + types.size() + " numbers, 0 or more, not " + nodes);
    }
    long room = room(placement);
    double violation =
        Math.max(0, pods.count() - room) + Math.max(0, room - mostRoom()) + beyondLimits(nodes);
    double cost = cost(placement);
    double count = nodes.stream().mapToLong(n -> n).sum();
    double pools = pools(nodes, room);
    List<Double> objectives =
        switch (diversity) {
          case NONE -> List.of(cost);
          case NODES -> List.of(cost, count);
          case POOLS -> List.of(cost, pools);
        };
    return new Assessment(
        objectives,
        violation,
        lowerBound(),
        Map.of("cost", cost, "nodes", count, "pools", pools, "room", (double) room));
  }

  private long beyondLimits(List<Integer> nodes) {
    return IntStream.range(0, types.size())
        .mapToLong(j -> Math.max(0, nodes.get(j) - limit(j)))
        .sum();
  }

  private double pools(List<Integer> nodes, long room) {
    double squares = 0;
    for (int j = 0; j < types.size(); j++) {
      double share = (double) nodes.get(j) * room(j) / Math.max(1, room);
      squares += share * share;
    }
    return squares == 0 ? 0 : 1 / squares;
  }

  /**
   * The cost if machines could be rented in parts: types are filled in the order of their price per
   * pod. Empty where the limits leave no room for all pods.
   */
  public OptionalDouble lowerBound() {
    double left = pods.count();
    double cost = 0;
    List<Integer> byPrice =
        IntStream.range(0, types.size())
            .filter(j -> room(j) > 0)
            .boxed()
            .sorted((a, b) -> Double.compare(pricePerPod(a), pricePerPod(b)))
            .toList();
    for (int j : byPrice) {
      double here = Math.min(left, (double) room(j) * limit(j));
      cost += here * pricePerPod(j);
      left -= here;
    }
    // Rounded down a little, so that rounding never makes the bound cut off an optimum.
    return left > 0 ? OptionalDouble.empty() : OptionalDouble.of(cost * (1 - 1e-12));
  }

  private double pricePerPod(int j) {
    return types.get(j).price() / room(j);
  }
}
