package org.talweg.app.report;

import java.util.List;
import org.talweg.model.Domain;
import org.talweg.model.Parameter;

/** Parameters in words. */
final class Describe {
  private Describe() {}

  static String parameter(Parameter parameter) {
    String domain =
        switch (parameter.domain()) {
          case Domain.Real(double low, double high, Domain.Scale scale) ->
              "from " + Numbers.brief(low) + " to " + Numbers.brief(high) + log(scale);
          case Domain.Int(long low, long high, Domain.Scale scale) ->
              "whole, from " + low + " to " + high + log(scale);
          case Domain.Choice(List<String> levels) -> "one of " + String.join(", ", levels);
          case Domain.Ordinal(List<String> levels) -> "in order " + String.join(" < ", levels);
          case Domain.Permutation(List<String> items) -> "an order of " + String.join(", ", items);
        };
    return domain + parameter.when().map(when -> ", when " + when.text()).orElse("");
  }

  private static String log(Domain.Scale scale) {
    return scale == Domain.Scale.LOG ? ", log scale" : "";
  }
}
