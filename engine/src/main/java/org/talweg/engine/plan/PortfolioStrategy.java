package org.talweg.engine.plan;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.engine.Proposal;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;

/**
 * Several strategies take turns, the one with the fewest proposals first, so that each gets its
 * share even where one has to wait; all learn of each other's trials.
 */
final class PortfolioStrategy implements Strategy {
  private final List<Strategy> members;
  private final int[] asked;
  private final Map<Proposal, Strategy> owners = new IdentityHashMap<>();

  PortfolioStrategy(List<Strategy> members) {
    this.members = List.copyOf(members);
    asked = new int[members.size()];
  }

  @Override
  public Optional<Proposal> ask() {
    boolean[] tried = new boolean[asked.length];
    for (int turn = 0; turn < asked.length; turn++) {
      int next = -1;
      for (int i = 0; i < asked.length; i++) {
        if (!tried[i] && (next < 0 || asked[i] < asked[next])) {
          next = i;
        }
      }
      tried[next] = true;
      Optional<Proposal> proposal = members.get(next).ask();
      if (proposal.isPresent()) {
        asked[next]++;
        owners.put(proposal.get(), members.get(next));
        return proposal;
      }
    }
    return Optional.empty();
  }

  @Override
  public void tell(Trial trial) {
    Strategy owner = owners.remove(trial.proposal());
    for (Strategy member : members) {
      if (member == owner) {
        member.tell(trial);
      } else if (trial.number() > 0) {
        member.learn(trial);
      }
    }
  }

  @Override
  public void learn(Trial trial) {
    members.forEach(member -> member.learn(trial));
  }

  @Override
  public void close() {
    members.forEach(Strategy::close);
  }
}
