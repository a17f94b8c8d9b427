package org.talweg.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.talweg.bench.Peers.FailedException;
import org.talweg.bench.Peers.UnfitException;
import org.talweg.engine.Proposal;
import org.talweg.engine.Result;
import org.talweg.engine.Setting;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Space;

/** The adapter against a shell script that stands in for the peer. */
class PeerStrategyTest {
  private static final Setting SETTING = new Setting(Budget.evaluations(5), -3, 1, List.of());

  private static BlackBox problem(Parameter... parameters) {
    return BlackBox.of(
        "p", Space.of(parameters), List.of(Objective.maximize("f")), (_, _) -> Map.of("f", 1.0));
  }

  private static final BlackBox MIXED =
      problem(
          Parameter.real("x", 0, 1),
          Parameter.logInteger("n", 1, 100),
          Parameter.ordinal("size", "S", "M", "L"),
          Parameter.choice("mode", "fast", "slow"));

  /** Answers a setup with ready, every ask with the values, every tell with what it was told. */
  private static List<String> script(String values, String onTell) {
    return List.of(
        "sh",
        "-c",
        """
        while read -r line; do
          case "$line" in
            *sampler*) echo '{"ready": "fake"}' ;;
            *ask*) echo '{"id": 7, "values": %s}' ;;
            *) %s ;;
          esac
        done
        """
            .formatted(values, onTell));
  }

  private static Trial told(Proposal proposal) throws Exception {
    return new Trial(1, proposal, new Result.Done(MIXED.assess(proposal.point())));
  }

  @Test
  void whatThePeerAnswersBecomesAPointAndWhatIsToldBecomesACost() throws Exception {
    // The fake accepts a tell only if it says that trial 7 cost -1, as f = 1 is maximised.
    String onTell =
        "case \"$line\" in *'\"tell\":7,\"costs\":[-1.0],\"violation\":0.0'*) echo '{}' ;;"
            + " *) echo '{\"error\": \"unexpected\"}' ;; esac";
    var values = "{\"x\": 1.0000000001, \"n\": 10, \"size\": 2, \"mode\": \"slow\"}";
    try (var strategy = PeerStrategy.begin(script(values, onTell), "tpe", MIXED, SETTING)) {
      for (int i = 0; i < 3; i++) {
        Proposal proposal = strategy.ask().orElseThrow();
        assertThat(proposal.point().asMap().toString())
            .isEqualTo("{x=1.0, n=10, size=L, mode=slow}");
        strategy.tell(told(proposal));
      }
    }
  }

  @Test
  void aPeerThatAnswersNonsenseOrEndsIsAFailureNotAHang() throws Exception {
    for (String values :
        List.of(
            "{}",
            "{\"x\": \"a\", \"n\": 1, \"size\": 0, \"mode\": \"fast\"}",
            "{\"x\": 0, \"n\": 1, \"size\": 3, \"mode\": \"fast\"}",
            "{\"x\": 0, \"n\": 1000, \"size\": 0, \"mode\": \"fast\"}",
            "nonsense")) {
      try (var strategy = PeerStrategy.begin(script(values, ":"), "tpe", MIXED, SETTING)) {
        assertThatThrownBy(strategy::ask).isInstanceOf(FailedException.class);
      }
    }
    var values = "{\"x\": 0, \"n\": 1, \"size\": 0, \"mode\": \"fast\"}";
    try (var strategy = PeerStrategy.begin(script(values, "exit 1"), "tpe", MIXED, SETTING)) {
      Proposal proposal = strategy.ask().orElseThrow();
      assertThatThrownBy(() -> strategy.tell(told(proposal)))
          .isInstanceOf(FailedException.class)
          .hasMessageContaining("ended");
    }
  }

  @Test
  void aProblemThatDoesNotSuitThePeerIsRefusedWithItsReason() {
    assertThatThrownBy(
            () ->
                PeerStrategy.begin(
                    List.of("sh", "-c", "read -r line; echo '{\"unfit\": \"no GP here\"}'"),
                    "gp",
                    MIXED,
                    SETTING))
        .isInstanceOf(UnfitException.class)
        .hasMessage("no GP here");
    for (BlackBox unfit :
        List.of(
            problem(Parameter.permutation("order", "a", "b", "c")),
            problem(Parameter.choice("m", "a", "b"), Parameter.real("x", 0, 1).when("m = a")))) {
      assertThatThrownBy(() -> PeerStrategy.begin(script("{}", ":"), "tpe", unfit, SETTING))
          .isInstanceOf(UnfitException.class);
    }
    assertThatThrownBy(
            () -> PeerStrategy.begin(List.of("/nonexistent/python"), "tpe", MIXED, SETTING))
        .isInstanceOf(UnfitException.class)
        .hasMessageContaining("cannot be started");
  }
}
