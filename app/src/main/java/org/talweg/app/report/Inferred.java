package org.talweg.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.app.report.RunRecord.Row;
import org.talweg.model.Parameter;
import org.talweg.model.Space;
import org.talweg.model.Value;

/** Parameters as far as trials tell of them, for a problem that only its Java program knows. */
final class Inferred {
  /** A positive range over so many times its low end is taken for a log scale. */
  private static final double LOG = 1000;

  private Inferred() {}

  /** A value as JSON has it. */
  static Value value(Object json) {
    return switch (json) {
      case Double number -> new Value.Real(number);
      case Long number -> new Value.Int(number);
      case List<?> items -> new Value.Order(items.stream().map(String::valueOf).toList());
      default -> new Value.Text(String.valueOf(json));
    };
  }

  /** The space of a run whose points all have the same parameters. */
  static Optional<Space> space(RunRecord run) {
    List<Parameter> parameters = run.parameters();
    boolean complete =
        run.finished().stream().allMatch(row -> row.values().size() == parameters.size());
    return complete && !parameters.isEmpty()
        ? Optional.of(new Space(parameters, List.of()))
        : Optional.empty();
  }

  static List<Parameter> parameters(List<Row> rows) {
    var seen = new LinkedHashMap<String, List<Value>>();
    for (Row row : rows) {
      row.values()
          .forEach((name, value) -> seen.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
    }
    return seen.entrySet().stream().map(Inferred::parameter).toList();
  }

  private static Parameter parameter(Map.Entry<String, List<Value>> seen) {
    String name = seen.getKey();
    List<Value> values = seen.getValue();
    return switch (values.getFirst()) {
      case Value.Real _ -> {
        double low = values.stream().mapToDouble(Value::number).min().orElse(0);
        double high = values.stream().mapToDouble(Value::number).max().orElse(1);
        yield low > 0 && high > LOG * low
            ? Parameter.logReal(name, low, high)
            : Parameter.real(name, low, high);
      }
      case Value.Int _ -> {
        long low = (long) values.stream().mapToDouble(Value::number).min().orElse(0);
        long high = (long) values.stream().mapToDouble(Value::number).max().orElse(1);
        yield low > 0 && high > LOG * low
            ? Parameter.logInteger(name, low, high)
            : Parameter.integer(name, low, high);
      }
      case Value.Text _ ->
          Parameter.choice(
              name,
              values.stream().map(Value::toString).distinct().sorted().toArray(String[]::new));
      case Value.Order(List<String> items) ->
          Parameter.permutation(name, items.toArray(String[]::new));
    };
  }
}
