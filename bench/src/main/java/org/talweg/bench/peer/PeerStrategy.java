package org.talweg.bench.peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.bench.Peers.FailedException;
import org.talweg.bench.Peers.UnfitException;
import org.talweg.engine.Proposal;
import org.talweg.engine.Result;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Domain;
import org.talweg.model.Domain.Scale;
import org.talweg.model.Dominance;
import org.talweg.model.Parameter;
import org.talweg.model.Value;
import tools.jackson.databind.JsonNode;

/**
 * A strategy that another process carries out, in the JSON lines that {@code optuna_peer.py}
 * describes. Ordered levels travel as whole numbers, their places.
 */
final class PeerStrategy implements Strategy {
  private final Conversation conversation;
  private final BlackBox problem;
  private final IdentityHashMap<Proposal, Long> asked = new IdentityHashMap<>();

  private PeerStrategy(Conversation conversation, BlackBox problem) {
    this.conversation = conversation;
    this.problem = problem;
  }

  /**
   * Starts the process.
   *
   * @throws UnfitException where the problem does not suit it
   */
  static PeerStrategy begin(List<String> command, String sampler, BlackBox problem, Setting setting)
      throws UnfitException {
    var setup = new LinkedHashMap<String, Object>();
    setup.put("sampler", sampler);
    setup.put("seed", Math.floorMod(setting.seed(), Integer.MAX_VALUE));
    setup.put("objectives", problem.objectives().size());
    setup.put("constraints", !problem.constraints().isEmpty());
    var parameters = new ArrayList<Map<String, Object>>();
    for (Parameter parameter : problem.space().parameters()) {
      parameters.add(described(parameter));
    }
    setup.put("parameters", parameters);
    PeerStrategy strategy;
    try {
      strategy = new PeerStrategy(new Conversation(command), problem);
    } catch (IOException e) {
      throw new UnfitException("the peer cannot be started: " + e.getMessage());
    }
    try {
      JsonNode answer = strategy.conversation.exchange(setup);
      if (answer.has("unfit")) {
        throw new UnfitException(answer.path("unfit").asString());
      }
      return strategy;
    } catch (UnfitException | RuntimeException e) {
      strategy.close();
      throw e;
    }
  }

  private static Map<String, Object> described(Parameter parameter) throws UnfitException {
    if (parameter.when().isPresent()) {
      throw new UnfitException("the peer is not told of conditional parameters");
    }
    return switch (parameter.domain()) {
      case Domain.Real(double low, double high, Scale scale) ->
          number(parameter.name(), "float", low, high, scale);
      case Domain.Int(long low, long high, Scale scale) ->
          number(parameter.name(), "int", low, high, scale);
      case Domain.Ordinal(List<String> levels) ->
          number(parameter.name(), "int", 0L, levels.size() - 1L, Scale.LINEAR);
      case Domain.Choice(List<String> levels) ->
          Map.of("name", parameter.name(), "kind", "categorical", "choices", levels);
      case Domain.Permutation _ ->
          throw new UnfitException("the peer has no parameters that are orders");
    };
  }

  private static Map<String, Object> number(
      String name, String kind, Number low, Number high, Scale scale) {
    return Map.of("name", name, "kind", kind, "low", low, "high", high, "log", scale == Scale.LOG);
  }

  @Override
  public Optional<Proposal> ask() {
    JsonNode answer = conversation.exchange(Map.of("ask", true));
    var values = new HashMap<String, Value>();
    for (Parameter parameter : problem.space().parameters()) {
      values.put(parameter.name(), value(parameter, answer.path("values").path(parameter.name())));
    }
    try {
      var proposal = Proposal.of(problem.space().point(values));
      asked.put(proposal, answer.path("id").asLong());
      return Optional.of(proposal);
    } catch (IllegalArgumentException e) {
      throw new FailedException("the peer proposed no point of the space: " + answer, e);
    }
  }

  private static Value value(Parameter parameter, JsonNode json) {
    return switch (parameter.domain()) {
      // Optuna may miss an end of a range by the last digit.
      case Domain.Real(double low, double high, Scale _) when json.isNumber() ->
          new Value.Real(Math.clamp(json.doubleValue(), low, high));
      case Domain.Int _ when json.isNumber() -> new Value.Int(json.longValue());
      case Domain.Ordinal(List<String> levels)
          when json.isNumber() && json.intValue() >= 0 && json.intValue() < levels.size() ->
          new Value.Text(levels.get(json.intValue()));
      default -> new Value.Text(json.asString(""));
    };
  }

  @Override
  public void tell(Trial trial) {
    Long id = asked.remove(trial.proposal());
    if (id == null) {
      throw new IllegalStateException("told a proposal that was not asked: " + trial.proposal());
    }
    var message = new LinkedHashMap<String, Object>();
    message.put("tell", id);
    if (trial.result() instanceof Result.Done(var assessment)) {
      message.put("costs", Dominance.costs(problem.objectives(), assessment));
      message.put("violation", Math.min(assessment.violation(), Double.MAX_VALUE));
    }
    conversation.exchange(message);
  }

  @Override
  public void close() {
    conversation.close();
  }
}
