package org.talweg.learn.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.talweg.learn.discovery.Statement.Constant;
import org.talweg.learn.discovery.Statement.Variable;

/**
 * A rule as formulas: statements without effect are left out, and values that are used once are
 * written where they are used. Primes are values after the step:
 *
 * <pre>
 *   m' = interp(g, m, 0.99)
 *   update = (sign(interp(g, m, 0.9)) + w * 0.1) * lr
 * </pre>
 */
final class Formulas {
  private sealed interface Value {}

  /** An input or a constant. */
  private record Leaf(String word) implements Value {}

  /** What a statement assigned. */
  private static final class Node implements Value {
    final Function function;
    final List<Value> arguments = new ArrayList<>();
    int uses = 0;
    String name = "";

    Node(Function function) {
      this.function = function;
    }
  }

  private Formulas() {}

  /** The formulas, one a line. */
  static String of(UpdateRule rule) {
    UpdateRule live = rule.live();
    var nodes = new ArrayList<Node>();
    Map<Node, String> outputs = outputs(live, nodes);
    var lines = new ArrayList<String>();
    int shared = 0;
    for (Node node : nodes) {
      String output = outputs.getOrDefault(node, "");
      if (!output.isEmpty() || node.uses > 1) {
        String name = output.isEmpty() ? "x" + ++shared : output;
        lines.add(name + " = " + expression(node, 0));
        node.name = name;
      }
    }
    return String.join("\n", lines);
  }

  /** Fills the nodes, and says which are what the rule puts out. */
  private static Map<Node, String> outputs(UpdateRule live, List<Node> nodes) {
    Map<String, Value> now = new HashMap<>();
    UpdateRule.INPUTS.keySet().forEach(name -> now.put(name, new Leaf(name)));
    for (Statement statement : live.statements()) {
      var node = new Node(statement.function());
      for (Statement.Argument argument : statement.arguments()) {
        Value from =
            switch (argument) {
              case Variable(String name) -> now.getOrDefault(name, new Leaf(name));
              case Constant constant -> new Leaf(constant.toString());
            };
        if (from instanceof Node used) {
          used.uses++;
        }
        node.arguments.add(from);
      }
      nodes.add(node);
      now.put(statement.target(), node);
    }
    var outputs = new LinkedHashMap<Node, String>();
    for (String name : List.of("m", "v", UpdateRule.UPDATE)) {
      boolean puts = name.equals(UpdateRule.UPDATE) || live.remembers(name);
      if (puts && now.get(name) instanceof Node last) {
        outputs.put(last, name.equals(UpdateRule.UPDATE) ? name : name + "'");
      }
    }
    return outputs;
  }

  private static String expression(Value value, int outer) {
    return switch (value) {
      case Leaf(String word) -> word.startsWith("-") && outer > 0 ? "(" + word + ")" : word;
      case Node node -> node.name.isEmpty() ? spelled(node, outer) : node.name;
    };
  }

  private static String spelled(Node node, int outer) {
    Function function = node.function;
    if (function.symbol().isEmpty()) {
      return function.word()
          + "("
          + String.join(", ", node.arguments.stream().map(a -> expression(a, 0)).toList())
          + ")";
    }
    int strength = function == Function.ADD || function == Function.SUBTRACT ? 1 : 3;
    // To the right of - and / an equal strength would regroup.
    boolean regroups = function == Function.SUBTRACT || function == Function.DIVIDE;
    String text =
        expression(node.arguments.getFirst(), strength)
            + " "
            + function.symbol()
            + " "
            + expression(node.arguments.getLast(), regroups ? strength + 1 : strength);
    return strength < outer ? "(" + text + ")" : text;
  }
}
