package org.talweg.papers.spotkube;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.talweg.papers.Context;
import org.talweg.search.placement.NodeType;

/** The machine types that can be rented, with forecast spot prices in $ per hour. */
enum Catalogue {
  /** Those of the paper's repository. */
  REPOSITORY("catalogue (i)") {
    @Override
    List<NodeType> types(long seed) {
      return List.of(
          NodeType.of("t3.medium", 2, 4, 0.0299),
          NodeType.of("c6a.large", 2, 4, 0.0765),
          NodeType.of("t4g.large", 2, 8, 0.0672),
          NodeType.of("c6g.xlarge", 4, 8, 0.136));
    }
  },

  /** Twelve drawn at random, their price about what processors and memory cost. */
  RANDOM("catalogue (ii)") {
    @Override
    List<NodeType> types(long seed) {
      RandomGenerator random = Context.random(seed, "catalogue");
      return IntStream.rangeClosed(1, 12)
          .mapToObj(
              j -> {
                double vcpu = 2 << random.nextInt(4);
                double memory = vcpu * (1 << random.nextInt(4));
                double price = (0.0125 * vcpu + 0.0035 * memory) * random.nextDouble(0.5, 1.5);
                return NodeType.of("type-" + j, vcpu, memory, price);
              })
          .toList();
    }
  };

  private final String label;

  Catalogue(String label) {
    this.label = label;
  }

  /** The types under a seed. */
  abstract List<NodeType> types(long seed);

  @Override
  public String toString() {
    return label;
  }
}
