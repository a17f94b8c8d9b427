package org.talweg.search.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.talweg.engine.Run;
import org.talweg.model.Assessment;
import org.talweg.model.EnvironmentException;
import org.talweg.model.Resource;

/** A run without limits that remembers what was asked. */
final class ScriptedRun implements Run<Preferred> {
  final List<String> questions = new ArrayList<>();

  @Override
  public double left(Resource resource) {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public void charge(Resource resource, double amount) {}

  @Override
  public boolean over() {
    return false;
  }

  @Override
  public RandomGenerator random() {
    return RandomGenerator.of("L64X128MixRandom");
  }

  @Override
  public Optional<Preferred> incumbent() {
    return Optional.empty();
  }

  @Override
  public Assessment offer(Preferred solution) {
    return Assessment.of((double) solution.succession());
  }

  @Override
  public String answer(String question, Answerer answerer) throws InterruptedException {
    questions.add(question);
    try {
      return answerer.answer(questions.size() - 1);
    } catch (Withdrawal | EnvironmentException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void progress(String words) {}
}
