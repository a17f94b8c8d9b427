package org.talweg.search.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.talweg.search.ranking.Ranking.Unreadable;

class RankingTest {
  @Property
  void whatIsWrittenReadsBack(@ForAll @Size(min = 1, max = 9) List<@IntRange(max = 4) Integer> cost)
      throws Exception {
    var ranking = Ranking.byCost(cost.size(), cost.size(), cost::get);
    assertThat(Ranking.parse(ranking.toString(), cost.size())).isEqualTo(ranking);
  }

  @Property
  void onlyTheBestKAreToldApart(
      @ForAll @IntRange(min = 2, max = 12) int m, @ForAll @IntRange(min = 1, max = 12) int k) {
    int wanted = Math.min(k, m);
    var ranking = Ranking.byCost(m, wanted, i -> (7 * i) % 13);
    long edges = 0;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        edges += ranking.better(i, j) ? 1 : 0;
      }
    }
    assertThat(edges).isEqualTo(wanted * (wanted - 1) / 2 + wanted * (m - wanted));
  }

  @Test
  void whoeverIsLeftOutSharesTheLastLevel() throws Exception {
    assertThat(Ranking.parse("3", 4).levels()).containsExactly(1, 1, 0, 1);
    assertThat(Ranking.parse(" 3 > 1 = 2 ", 4).levels()).containsExactly(1, 1, 0, 2);
    assertThat(Ranking.parse("2,1", 2).levels()).containsExactly(1, 0);
  }

  @Test
  void wordsThatAreNoRankingSayWhy() {
    for (String words : List.of("", "  ", "0", "5", "1 1", "x", "1=", "=1", "99999999999", "1.5")) {
      assertThatThrownBy(() -> Ranking.parse(words, 4)).isInstanceOf(Unreadable.class);
    }
  }

  @Property
  void permutingCandidatesLeavesTheGradient(@ForAll long seed) {
    var random = new Random(seed);
    int m = 2 + random.nextInt(8);
    int k = 1 + random.nextInt(m);
    double[][] xi = new double[m][3];
    double[] cost = new double[m];
    var places = new ArrayList<Integer>();
    for (int i = 0; i < m; i++) {
      cost[i] = random.nextInt(5);
      places.add(i);
      for (int c = 0; c < 3; c++) {
        xi[i][c] = random.nextInt(-20, 20);
      }
    }
    Collections.shuffle(places, random);
    double[][] permuted = places.stream().map(i -> xi[i]).toArray(double[][]::new);
    double[] g = RankGradient.of(Ranking.byCost(m, k, i -> cost[i]), xi);
    double[] other = RankGradient.of(Ranking.byCost(m, k, i -> cost[places.get(i)]), permuted);
    assertThat(other).isEqualTo(g);
  }
}
