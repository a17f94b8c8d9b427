package org.talweg.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Result;
import org.talweg.engine.Trial;
import org.talweg.engine.journal.Journal.Entry;
import org.talweg.engine.journal.Journal.Worker;
import org.talweg.model.Assessment;

/** The laws that every journal keeps, whatever it is made of. */
abstract class JournalLaws {
  static final Worker LEADER = Workers.self(2);
  static final Worker FOLLOWER = new Worker("elsewhere:1:1", 3);

  private Journal journal;

  abstract Journal open();

  @BeforeEach
  void begin() {
    journal = open();
    journal.create(Runs.header("a1"));
    assertThat(journal.lead("a1", LEADER)).isTrue();
  }

  @AfterEach
  void end() {
    journal.close();
  }

  static Event.Asked asked(long trial) {
    return new Event.Asked(trial, "{\"x\":" + trial + ".5}", Double.NaN, null);
  }

  static Event.Finished finished(long trial, double value, Worker worker) {
    return new Event.Finished(
        trial, new Result.Done(Assessment.of(value)), 0.25, List.of(), worker.id());
  }

  private List<Event> events(long after) {
    return journal.read("a1", after).stream().map(Entry::event).toList();
  }

  @Test
  void whatWasAppendedIsReadInOrder() {
    List<Event> all =
        List.of(
            new Event.Opened(LEADER.id(), 2),
            asked(1),
            new Event.Asked(2, "{\"x\":1.0E-5}", 0.1, FOLLOWER.id()),
            new Event.Waited(),
            new Event.Claimed(1, LEADER.id()),
            new Event.Released(1),
            new Event.Finished(
                1,
                new Result.Stopped(7, Double.NEGATIVE_INFINITY),
                3,
                List.of(new Trial.Report(1, 0.5), new Trial.Report(7, Double.NaN)),
                LEADER.id()),
            new Event.Finished(
                2, new Result.TimedOut(Duration.ofMillis(1500)), 1.5, List.of(), FOLLOWER.id()),
            new Event.Offered("a \"tour\"", new Result.Failed("no\u0000good")),
            new Event.Answered("which?", "2 1"),
            new Event.Withdrawn(),
            new Event.Ended(
                "improved",
                "the evaluations are spent",
                12.5,
                7,
                List.of(0.5, Double.NEGATIVE_INFINITY)));
    for (Event event : all) {
      assertThat(journal.append("a1", LEADER, List.of(event))).isTrue();
    }
    assertThat(events(0)).isEqualTo(all);
    Entry third = journal.read("a1", 0).get(2);
    assertThat(events(third.sequence())).isEqualTo(all.subList(3, all.size()));
    assertThat(journal.last("a1").orElseThrow().event()).isEqualTo(all.getLast());
    assertThat(System.currentTimeMillis() / 1e3 - third.epochSeconds()).isBetween(-1.0, 60.0);
  }

  @Test
  void eventsAppendedTogetherAreOneTransaction() {
    assertThat(journal.append("a1", LEADER, List.of(asked(1), asked(2)))).isTrue();
    assertThatThrownBy(() -> journal.append("a1", LEADER, List.of(asked(3), asked(2))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("trial 2");
    assertThat(events(0)).containsExactly(asked(1), asked(2));
    assertThat(journal.append("a1", LEADER, List.of(asked(3)))).isTrue();
  }

  @Test
  void aTrialIsAskedOnce() {
    assertThat(journal.append("a1", LEADER, List.of(asked(1)))).isTrue();
    assertThatThrownBy(() -> journal.append("a1", LEADER, List.of(asked(1))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theFirstResultStands() {
    journal.append("a1", LEADER, List.of(asked(1)));
    journal.finish("a1", List.of(finished(1, 5, LEADER)));
    journal.finish("a1", List.of(finished(1, 6, FOLLOWER)));
    journal.finish("a1", List.of(finished(1, 7, FOLLOWER), finished(2, 8, FOLLOWER)));
    assertThat(journal.append("a1", LEADER, List.of(finished(1, 9, LEADER)))).isTrue();
    assertThat(events(0))
        .containsExactly(asked(1), finished(1, 5, LEADER), finished(2, 8, FOLLOWER));
  }

  @Test
  void onlyTheLeaderAppends() {
    assertThat(journal.lead("a1", FOLLOWER)).isFalse();
    assertThat(journal.append("a1", FOLLOWER, List.of(asked(1)))).isFalse();
    assertThat(journal.append("a1", FOLLOWER, List.of(asked(1), asked(2)))).isFalse();
    assertThat(journal.append("a1", FOLLOWER, List.of(finished(1, 2, FOLLOWER)))).isFalse();
    assertThat(events(0)).isEmpty();
    journal.leave("a1", LEADER);
    assertThat(journal.lead("a1", FOLLOWER)).isTrue();
    assertThat(journal.lead("a1", LEADER)).isFalse();
    assertThat(journal.append("a1", LEADER, List.of(asked(1)))).isFalse();
    assertThat(journal.append("a1", FOLLOWER, List.of(asked(1)))).isTrue();
  }

  @Test
  void aTrialIsClaimedByOneWorkerUntilItIsReleased() {
    journal.follow("a1", FOLLOWER);
    assertThat(journal.claim("a1", 1, FOLLOWER)).as("never asked").isFalse();
    journal.append("a1", LEADER, List.of(asked(1)));
    assertThat(journal.claim("a1", 1, FOLLOWER)).isTrue();
    assertThat(journal.claim("a1", 1, LEADER)).isFalse();
    assertThat(journal.claim("a1", 1, FOLLOWER)).as("has it already").isTrue();
    journal.append("a1", LEADER, List.of(new Event.Released(1)));
    assertThat(journal.claim("a1", 1, LEADER)).isTrue();
    assertThat(journal.claim("a1", 1, FOLLOWER)).isFalse();
    journal.finish("a1", List.of(finished(1, 5, LEADER)));
    assertThat(journal.claim("a1", 1, LEADER)).as("finished").isFalse();
    assertThat(events(0))
        .containsExactly(
            asked(1),
            new Event.Claimed(1, FOLLOWER.id()),
            new Event.Released(1),
            new Event.Claimed(1, LEADER.id()),
            finished(1, 5, LEADER));
  }

  @Test
  void aTrialAskedForAWorkerIsThatWorkersUntilItLeaves() {
    journal.follow("a1", FOLLOWER);
    journal.append("a1", LEADER, List.of(new Event.Asked(1, "{}", Double.NaN, LEADER.id())));
    assertThat(journal.claim("a1", 1, FOLLOWER)).isFalse();
    journal.leave("a1", LEADER);
    assertThat(journal.claim("a1", 1, FOLLOWER)).isTrue();
  }

  @Test
  void workersAreThoseWhoHaveNotLeft() {
    journal.follow("a1", FOLLOWER);
    journal.follow("a1", FOLLOWER);
    assertThat(journal.workers("a1")).containsExactlyInAnyOrder(LEADER, FOLLOWER);
    journal.leave("a1", FOLLOWER);
    assertThat(journal.workers("a1")).containsExactly(LEADER);
    journal.follow("a1", FOLLOWER);
    assertThat(journal.workers("a1")).containsExactlyInAnyOrder(LEADER, FOLLOWER);
  }

  @Test
  void runsAreNewestFirstAndApart() {
    journal.create(Runs.header("a2"));
    journal.create(Runs.header("b1"));
    assertThat(journal.runs().stream().map(RunHeader::id)).containsExactly("b1", "a2", "a1");
    journal.append("a1", LEADER, List.of(asked(1)));
    assertThat(journal.read("a2", 0)).isEmpty();
    assertThat(journal.last("a2")).isEmpty();
    assertThat(journal.append("a2", LEADER, List.of(asked(1)))).as("leads only a1").isFalse();
    assertThatThrownBy(() -> journal.create(Runs.header("a1")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> journal.read("a", 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anIdMayBeShortenedWhileItIsUnique() {
    RunHeader second = Runs.header("a2");
    journal.create(second);
    journal.create(Runs.header("a2b"));
    assertThat(journal.header("a1")).contains(Runs.header("a1"));
    assertThat(journal.header("a2")).as("exact, though it begins another").contains(second);
    assertThat(journal.header("b")).isEmpty();
    assertThatThrownBy(() -> journal.header("a"))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("a1, a2, a2b");
  }
}
