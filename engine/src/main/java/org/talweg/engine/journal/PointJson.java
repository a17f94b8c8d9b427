package org.talweg.engine.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.talweg.model.Domain;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.model.Value;

/**
 * A point as a JSON object of its active parameters in declared order: a real as a number with a
 * point or exponent, which reads back as the same double; a whole number as an integer; a level as
 * a string; a permutation as an array of strings.
 *
 * <p>{@code read(write(p), p.space())} equals {@code p}.
 */
public final class PointJson {
  private PointJson() {}

  /** The point as JSON on one line. */
  public static String write(Point point) {
    return Json.write(
        out -> {
          out.writeStartObject();
          List<Parameter> parameters = point.space().parameters();
          for (int i = 0; i < parameters.size(); i++) {
            Value value = point.value(i);
            if (value != null) {
              out.writeName(parameters.get(i).name());
              switch (value) {
                case Value.Real(double number) -> Json.number(out, number);
                case Value.Int(long number) -> out.writeNumber(number);
                case Value.Text(String text) -> out.writeString(text);
                case Value.Order(List<String> items) -> Json.strings(out, items);
              }
            }
          }
          out.writeEndObject();
        });
  }

  /**
   * The point of that space.
   *
   * @throws IllegalArgumentException where the text is no JSON object, or not of this space's
   *     parameters: naming the parameter that is missing, unknown or out of range
   */
  public static Point read(String json, Space space) {
    Fields fields = Json.object(json);
    var values = new LinkedHashMap<String, Value>();
    for (String name : fields.members().keySet()) {
      int index = space.indexOf(name);
      if (index < 0) {
        throw new IllegalArgumentException("there is no parameter '" + name + "'");
      }
      values.put(name, value(fields, name, space.parameters().get(index).domain()));
    }
    return space.point(values);
  }

  private static Value value(Fields fields, String name, Domain domain) {
    return switch (domain) {
      case Domain.Real _ -> new Value.Real(fields.number(name));
      case Domain.Int _ -> new Value.Int(fields.whole(name));
      case Domain.Choice _, Domain.Ordinal _ -> new Value.Text(fields.text(name));
      case Domain.Permutation _ -> {
        var items = new ArrayList<String>();
        for (Object item : fields.list(name)) {
          items.add(String.valueOf(item));
        }
        yield new Value.Order(items);
      }
    };
  }

  /**
   * The parameters and their values without knowing the space, in order: {@link Double}, {@link
   * Long}, {@link String}, or a list of strings.
   *
   * @throws IllegalArgumentException where the text is no JSON object
   */
  public static Map<String, Object> read(String json) {
    return Collections.unmodifiableMap(Json.object(json).members());
  }
}
