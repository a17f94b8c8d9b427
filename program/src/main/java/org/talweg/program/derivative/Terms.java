package org.talweg.program.derivative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;
import org.talweg.program.expression.Row;

/**
 * A row taken apart: a constant, a linear part, and nonlinear elements,
 *
 * <pre>
 *   row(x) = constant + sum over k of coefficients[k] x[variables[k]]
 *                     + sum over e of weights[e] element[e](x).
 * </pre>
 *
 * Sums, differences and multiples by constants are opened from the top; what is left are elements.
 * The functions of practice fall into many elements of few variables each (partial separability,
 * Griewank and Toint 1982), whose derivatives are small and dense.
 *
 * @param variables of the linear part, ascending, each once
 * @param elements nodes of the graph, each once
 */
@SuppressWarnings("ArrayRecordComponent") // built once, read by this package
record Terms(
    double constant, int[] variables, double[] coefficients, int[] elements, double[] weights) {

  static Terms of(Dag dag, Row row) {
    var opener = new Opener(dag);
    for (int k = 0; k < row.variables().length; k++) {
      if (row.coefficients()[k] != 0) {
        opener.linear.merge(row.variables()[k], row.coefficients()[k], Double::sum);
      }
    }
    opener.open(row.nonlinear());
    int[] variables =
        opener.linear.entrySet().stream()
            .filter(e -> e.getValue() != 0)
            .mapToInt(Map.Entry::getKey)
            .sorted()
            .toArray();
    double[] coefficients = new double[variables.length];
    Arrays.setAll(coefficients, k -> opener.linear.getOrDefault(variables[k], 0.0));
    int[] elements = new int[opener.order.size()];
    double[] weights = new double[elements.length];
    int kept = 0;
    for (int element : opener.order) {
      double weight = opener.elements.getOrDefault(element, 0.0);
      if (weight != 0) {
        elements[kept] = element;
        weights[kept++] = weight;
      }
    }
    return new Terms(
        opener.constant,
        variables,
        coefficients,
        Arrays.copyOf(elements, kept),
        Arrays.copyOf(weights, kept));
  }

  private static final class Opener {
    final Dag dag;
    double constant = 0;
    final Map<Integer, Double> linear = new HashMap<>();
    final Map<Integer, Double> elements = new HashMap<>();
    final List<Integer> order = new ArrayList<>();
    private int[] nodes = new int[16];
    private double[] weights = new double[16];
    private int waiting = 0;

    Opener(Dag dag) {
      this.dag = dag;
    }

    private void push(int node, double weight) {
      if (waiting == nodes.length) {
        nodes = Arrays.copyOf(nodes, 2 * waiting);
        weights = Arrays.copyOf(weights, 2 * waiting);
      }
      nodes[waiting] = node;
      weights[waiting++] = weight;
    }

    void open(int root) {
      push(root, 1);
      while (waiting > 0) {
        int node = nodes[--waiting];
        double weight = weights[waiting];
        switch (dag.op(node)) {
          case CONSTANT -> constant += weight * dag.value(node);
          case VARIABLE -> linear.merge(dag.index(node), weight, Double::sum);
          case ADD, SUM -> {
            for (int k = dag.arity(node) - 1; k >= 0; k--) {
              push(dag.argument(node, k), weight);
            }
          }
          case SUBTRACT -> {
            push(dag.argument(node, 1), -weight);
            push(dag.argument(node, 0), weight);
          }
          case NEGATE -> push(dag.argument(node, 0), -weight);
          case MULTIPLY -> {
            int factor = dag.argument(node, 0);
            if (dag.op(factor) == Op.CONSTANT) {
              push(dag.argument(node, 1), weight * dag.value(factor));
            } else {
              element(node, weight);
            }
          }
          case DIVIDE -> {
            int divisor = dag.argument(node, 1);
            if (dag.op(divisor) == Op.CONSTANT) {
              push(dag.argument(node, 0), weight / dag.value(divisor));
            } else {
              element(node, weight);
            }
          }
          default -> element(node, weight);
        }
      }
    }

    private void element(int node, double weight) {
      if (elements.putIfAbsent(node, weight) == null) {
        order.add(node);
      } else {
        elements.merge(node, weight, Double::sum);
      }
    }
  }
}
