package org.talweg.program.derivative;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;

/**
 * Evaluates some nodes of a graph by running through its operators in order, for several sets of
 * inputs ("lanes") at once.
 *
 * <p>A register holds one number per lane, lanes side by side, so that the cost of finding out what
 * to do next is shared by the lanes, and the inner loops are ones that the JIT turns into vector
 * instructions. Registers are used again once nobody needs their value, so that they stay within
 * the processor's cache.
 *
 * <p>Registers 0 to inputs-1 hold variables, then parameters; then come the constants.
 *
 * <p>A tape that has done {@value #WARM} operations is compiled to bytecode, see {@link
 * TapeCompiler}; one that never does is not worth loading the compiler for.
 */
final class Tape {
  /** How many lanes at most. */
  final int lanes;

  /** All registers: write the inputs here before {@link #run}, read the outputs after. */
  final double[] registers;

  /** The register of each output. */
  final int[] outputs;

  /** Operations, of single lanes, after which a tape is compiled. */
  private static final long WARM = 20_000_000;

  /** The length of the code from which on compiling pays: some 25 operators. */
  private static final int SHORTEST = 100;

  /** Operator, target, arguments; a sum has their number before them. */
  private final int[] code;

  private final int constantsFrom;
  private final double[] constants;
  private long done = 0;
  private boolean tried = false;
  private @Nullable Kernel compiled;

  /** A compiled tape. */
  interface Kernel {
    /** Evaluates the first so many lanes. */
    void run(double[] registers, int used);
  }

  /**
   * @param variables how many; parameters follow them in the registers
   * @param roots the nodes to be evaluated
   */
  Tape(Dag dag, int variables, int parameters, int[] roots, int lanes) {
    this.lanes = lanes;
    var builder = new Builder(dag, variables, parameters, roots);
    this.code = Arrays.copyOf(builder.code, builder.length);
    this.outputs = builder.outputs;
    this.constantsFrom = variables + parameters;
    this.constants = builder.constants;
    this.registers = new double[builder.registers * lanes];
    for (int k = 0; k < builder.constants.length; k++) {
      int from = (variables + parameters + k) * lanes;
      Arrays.fill(registers, from, from + lanes, builder.constants[k]);
    }
  }

  /** The same program with registers of its own, for another thread. */
  private Tape(Tape other) {
    this.lanes = other.lanes;
    this.registers = other.registers.clone();
    this.outputs = other.outputs;
    this.code = other.code;
    this.constantsFrom = other.constantsFrom;
    this.constants = other.constants;
    this.tried = other.tried;
    this.compiled = other.compiled;
  }

  Tape copy() {
    return new Tape(this);
  }

  /** Evaluates the first so many lanes. */
  void run(int used) {
    Kernel kernel = compiled;
    if (kernel != null) {
      kernel.run(registers, used);
      return;
    }
    done += (long) code.length * used / 4;
    if (done > WARM && !tried) {
      tried = true;
      if (code.length >= SHORTEST) {
        compile();
      }
    }
    interpret(used);
  }

  /** Compiles the tape now, unless it is too long. */
  void compile() {
    tried = true;
    compiled = TapeCompiler.compile(code, lanes, constantsFrom, constants, outputs);
  }

  /** Never compiles the tape by itself. */
  void stayInterpreted() {
    tried = true;
  }

  /** Evaluates without bytecode. */
  void interpret(int used) {
    int at = 0;
    while (at < code.length) {
      Op op = OPS[code[at]];
      int target = code[at + 1] * lanes;
      switch (op.arity()) {
        case 1 -> {
          unary(op, target, code[at + 2] * lanes, used);
          at += 3;
        }
        case 2 -> {
          binary(op, target, code[at + 2] * lanes, code[at + 3] * lanes, used);
          at += 4;
        }
        case 3 -> {
          choose(target, code[at + 2] * lanes, code[at + 3] * lanes, code[at + 4] * lanes, used);
          at += 5;
        }
        default -> at = sum(target, at + 2, used);
      }
    }
  }

  private static final Op[] OPS = Op.values();

  private void unary(Op op, int t, int a, int used) {
    double[] r = registers;
    switch (op) {
      case NEGATE -> {
        for (int i = 0; i < used; i++) {
          r[t + i] = -r[a + i];
        }
      }
      case SQUARE -> {
        for (int i = 0; i < used; i++) {
          r[t + i] = r[a + i] * r[a + i];
        }
      }
      case SQRT -> {
        for (int i = 0; i < used; i++) {
          r[t + i] = Math.sqrt(r[a + i]);
        }
      }
      case EXP -> {
        for (int i = 0; i < used; i++) {
          r[t + i] = Math.exp(r[a + i]);
        }
      }
      case LOG -> {
        for (int i = 0; i < used; i++) {
          r[t + i] = Math.log(r[a + i]);
        }
      }
      case SIN -> {
        for (int i = 0; i < used; i++) {
          r[t + i] = Math.sin(r[a + i]);
        }
      }
      case COS -> {
        for (int i = 0; i < used; i++) {
          r[t + i] = Math.cos(r[a + i]);
        }
      }
      default -> {
        for (int i = 0; i < used; i++) {
          r[t + i] = op.value(r[a + i]);
        }
      }
    }
  }

  private void binary(Op op, int t, int a, int b, int used) {
    double[] r = registers;
    switch (op) {
      case ADD -> {
        for (int i = 0; i < used; i++) {
          r[t + i] = r[a + i] + r[b + i];
        }
      }
      case SUBTRACT -> {
        for (int i = 0; i < used; i++) {
          r[t + i] = r[a + i] - r[b + i];
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < used; i++) {
          r[t + i] = r[a + i] * r[b + i];
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < used; i++) {
          r[t + i] = r[a + i] / r[b + i];
        }
      }
      default -> {
        for (int i = 0; i < used; i++) {
          r[t + i] = op.value(r[a + i], r[b + i]);
        }
      }
    }
  }

  private void choose(int t, int condition, int a, int b, int used) {
    double[] r = registers;
    for (int i = 0; i < used; i++) {
      r[t + i] = r[condition + i] != 0 ? r[a + i] : r[b + i];
    }
  }

  private int sum(int t, int at, int used) {
    double[] r = registers;
    int count = code[at];
    int a = code[at + 1] * lanes;
    int b = code[at + 2] * lanes;
    for (int i = 0; i < used; i++) {
      r[t + i] = r[a + i] + r[b + i];
    }
    for (int k = 2; k < count; k++) {
      int c = code[at + 1 + k] * lanes;
      for (int i = 0; i < used; i++) {
        r[t + i] += r[c + i];
      }
    }
    return at + 1 + count;
  }

  /** Puts the nodes that the roots need in order and gives each a register. */
  private static final class Builder {
    int[] code = new int[64];
    int length = 0;
    final int[] outputs;
    final double[] constants;
    int registers;
    private int[] free = new int[16];
    private int freeCount = 0;

    Builder(Dag dag, int variables, int parameters, int[] roots) {
      int[] uses = new int[dag.size()];
      for (int root : roots) {
        uses[root]++;
      }
      int top = Arrays.stream(roots).max().orElse(-1);
      int constantCount = 0;
      for (int node = top; node >= 0; node--) {
        if (uses[node] == 0) {
          continue;
        }
        if (dag.op(node) == Op.CONSTANT) {
          constantCount++;
        }
        for (int k = 0; k < dag.arity(node); k++) {
          uses[dag.argument(node, k)]++;
        }
      }
      constants = new double[constantCount];
      registers = variables + parameters + constantCount;
      // Outputs are used once by their reader, who never lets go: they keep their register.
      int[] register = new int[top + 1];
      int nextConstant = 0;
      for (int node = 0; node <= top; node++) {
        if (uses[node] == 0) {
          continue;
        }
        switch (dag.op(node)) {
          case VARIABLE -> register[node] = dag.index(node);
          case PARAMETER -> register[node] = variables + dag.index(node);
          case CONSTANT -> {
            constants[nextConstant] = dag.value(node);
            register[node] = variables + parameters + nextConstant++;
          }
          default -> register[node] = emit(dag, node, register, uses);
        }
      }
      outputs = new int[roots.length];
      for (int k = 0; k < roots.length; k++) {
        outputs[k] = register[roots[k]];
      }
    }

    private int emit(Dag dag, int node, int[] register, int[] uses) {
      int arity = dag.arity(node);
      boolean isSum = dag.op(node).arity() < 0;
      if (length + arity + 3 > code.length) {
        code = Arrays.copyOf(code, 2 * (length + arity + 3));
      }
      // A sum is gathered term by term: its target must not be one of its terms.
      int early = isSum ? take() : -1;
      for (int k = 0; k < arity; k++) {
        int argument = dag.argument(node, k);
        if (--uses[argument] == 0 && dag.op(argument).arity() != 0) {
          release(register[argument]);
        }
      }
      int target = isSum ? early : take();
      code[length++] = dag.op(node).ordinal();
      code[length++] = target;
      if (isSum) {
        code[length++] = arity;
      }
      for (int k = 0; k < arity; k++) {
        code[length++] = register[dag.argument(node, k)];
      }
      return target;
    }

    private int take() {
      return freeCount > 0 ? free[--freeCount] : registers++;
    }

    private void release(int register) {
      if (freeCount == free.length) {
        free = Arrays.copyOf(free, 2 * freeCount);
      }
      free[freeCount++] = register;
    }
  }
}
