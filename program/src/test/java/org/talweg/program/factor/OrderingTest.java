package org.talweg.program.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OrderingTest {
  private static Graph random(int n, int entries, Random random) {
    return Graph.of(n, random.ints(entries, 0, n).toArray(), random.ints(entries, 0, n).toArray());
  }

  private static Graph grid(int side) {
    int[] row = new int[2 * side * (side - 1)];
    int[] column = new int[row.length];
    int k = 0;
    for (int i = 0; i < side * side; i++) {
      if (i % side > 0) {
        row[k] = i;
        column[k++] = i - 1;
      }
      if (i >= side) {
        row[k] = i;
        column[k++] = i - side;
      }
    }
    return Graph.of(side * side, row, column);
  }

  /** Entries of the factor, from the definition: eliminate, joining the neighbours. */
  private static long fill(Graph graph, int[] order) {
    int n = graph.vertices();
    var adjacent = new boolean[n][n];
    for (int i = 0; i < n; i++) {
      for (int k = graph.start()[i]; k < graph.start()[i + 1]; k++) {
        adjacent[i][graph.neighbours()[k]] = true;
      }
    }
    long fill = n;
    var gone = new boolean[n];
    for (int p : order) {
      gone[p] = true;
      int[] front = IntStream.range(0, n).filter(i -> adjacent[p][i] && !gone[i]).toArray();
      fill += front.length;
      for (int i : front) {
        for (int j : front) {
          adjacent[i][j] = i != j;
        }
      }
    }
    return fill;
  }

  @Property(tries = 200)
  void anOrderHasEveryVertexOnce(
      @ForAll @IntRange(min = 1, max = 200) int n,
      @ForAll @IntRange(min = 0, max = 800) int entries,
      @ForAll long seed) {
    int[] order = MinimumDegree.order(random(n, entries, new Random(seed)));
    assertThat(IntStream.of(order).sorted().toArray())
        .containsExactly(IntStream.range(0, n).toArray());
  }

  @Property(tries = 50)
  void theTreeForeseesTheFill(@ForAll @IntRange(min = 2, max = 80) int n, @ForAll long seed) {
    var graph = random(n, 3 * n, new Random(seed));
    var tree = FrontTree.of(graph, MinimumDegree.order(graph));
    assertThat(IntStream.of(tree.order()).sorted().toArray())
        .containsExactly(IntStream.range(0, n).toArray());
    assertThat(tree.fill()).isGreaterThanOrEqualTo(fill(graph, tree.order()));
    assertThat(fill(graph, tree.order())).isEqualTo(fill(graph, MinimumDegree.order(graph)));
  }

  @Property(tries = 50)
  void aTreeIsEliminatedWithoutFill(
      @ForAll @IntRange(min = 2, max = 300) int n, @ForAll long seed) {
    var random = new Random(seed);
    int[] row = IntStream.range(1, n).toArray();
    int[] column = IntStream.range(1, n).map(i -> random.nextInt(i)).toArray();
    var graph = Graph.of(n, row, column);
    assertThat(fill(graph, MinimumDegree.order(graph))).isEqualTo(2L * n - 1);
  }

  @Test
  void aGridIsFilledFarLessThanInItsNaturalOrder() {
    var graph = grid(30);
    long natural = fill(graph, IntStream.range(0, 900).toArray());
    assertThat(fill(graph, MinimumDegree.order(graph))).isLessThan(natural / 2);
  }

  @Property(tries = 50)
  void contributionsLandOnTheirOwnRows(
      @ForAll @IntRange(min = 2, max = 120) int n, @ForAll long seed) {
    var graph = random(n, 2 * n, new Random(seed));
    var tree = FrontTree.of(graph, MinimumDegree.order(graph));
    for (int s = 0; s < tree.fronts(); s++) {
      int up = tree.parent()[s];
      assertThat(up == -1).isEqualTo(tree.below()[s].length == 0);
      for (int k = 0; k < tree.place()[s].length; k++) {
        int own = tree.first()[up + 1] - tree.first()[up];
        int at = tree.place()[s][k];
        int row = at < own ? tree.first()[up] + at : tree.below()[up][at - own];
        assertThat(row).isEqualTo(tree.below()[s][k]);
      }
    }
  }
}
