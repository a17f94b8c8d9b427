package org.talweg.program.derivative;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.talweg.program.expression.Op;

/**
 * Turns a tape into bytecode: a hidden class whose methods go over the lanes in a loop and keep
 * what they calculate in local variables, so that the JIT holds it in the processor's registers.
 *
 * <p>The JIT leaves methods of more than 8,000 bytes to the bytecode interpreter, so a tape is cut
 * into parts of at most {@value #MOST} operators, some 3,000 bytes; what one part calculates and
 * another uses passes through the tape's registers. A class is unloaded with its tape. The results
 * are those of the tape's own loop, to the last bit.
 */
final class TapeCompiler {
  /** Operators in a method. */
  private static final int MOST = 150;

  /** A longer tape is not worth the time to compile it. */
  private static final int LONGEST = 20_000;

  private static final ClassDesc SELF = ClassDesc.of("org.talweg.program.derivative.CompiledTape");
  private static final ClassDesc KERNEL = ClassDesc.of("org.talweg.program.derivative.Tape$Kernel");
  private static final ClassDesc OP = ClassDesc.of("org.talweg.program.expression.Op");
  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(CD_void, CD_double.arrayType(), CD_int);
  private static final MethodTypeDesc UNARY = MethodTypeDesc.of(CD_double, CD_double);
  private static final MethodTypeDesc BINARY = MethodTypeDesc.of(CD_double, CD_double, CD_double);

  /** Local variables: the registers' array, how many lanes, the lane; then doubles. */
  private static final int ARRAY = 0;

  private static final int USED = 1;
  private static final int LANE = 2;
  private static final int FIRST = 3;

  private static final Op[] OPS = Op.values();

  private final int[] code;
  private final int lanes;
  private final int constantsFrom;
  private final double[] constants;
  private final BitSet outputs = new BitSet();

  private TapeCompiler(
      int[] code, int lanes, int constantsFrom, double[] constants, int[] outputs) {
    this.code = code;
    this.lanes = lanes;
    this.constantsFrom = constantsFrom;
    this.constants = constants;
    for (int output : outputs) {
      this.outputs.set(output);
    }
  }

  /**
   * The compiled tape, or null where it is too long.
   *
   * @param constantsFrom the register of the first constant
   */
  static Tape.@Nullable Kernel compile(
      int[] code, int lanes, int constantsFrom, double[] constants, int[] outputs) {
    if (code.length > 4 * LONGEST) {
      return null;
    }
    byte[] bytes = new TapeCompiler(code, lanes, constantsFrom, constants, outputs).classFile();
    try {
      return (Tape.Kernel)
          MethodHandles.lookup()
              .defineHiddenClass(bytes, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a tape cannot be compiled", e);
    }
  }

  /** A part of the tape: from and to as places in the code, and what must be kept of it. */
  private record Part(int from, int to, BitSet kept) {}

  private byte[] classFile() {
    List<Part> parts = parts();
    return ClassFile.of()
        .build(
            SELF,
            type -> {
              type.withFlags(ACC_FINAL);
              type.withInterfaceSymbols(KERNEL);
              type.withMethodBody(
                  "<init>",
                  MethodTypeDesc.of(CD_void),
                  ACC_PUBLIC,
                  body ->
                      body.aload(0)
                          .invokespecial(CD_Object, "<init>", MethodTypeDesc.of(CD_void))
                          .return_());
              type.withMethodBody(
                  "run",
                  RUN,
                  ACC_PUBLIC,
                  body -> {
                    for (int k = 0; k < parts.size(); k++) {
                      body.aload(1).iload(2).invokestatic(SELF, "part" + k, RUN);
                    }
                    body.return_();
                  });
              for (int k = 0; k < parts.size(); k++) {
                Part part = parts.get(k);
                type.withMethodBody("part" + k, RUN, ACC_STATIC, body -> loop(body, part));
              }
            });
  }

  /** Where the next operator begins. */
  private int next(int at) {
    int arity = OPS[code[at]].arity();
    return at + (arity < 0 ? 3 + code[at + 2] : 2 + arity);
  }

  private int[] arguments(int at) {
    int arity = OPS[code[at]].arity();
    int from = arity < 0 ? at + 3 : at + 2;
    return Arrays.copyOfRange(code, from, next(at));
  }

  /** Cuts the tape; of each part, only registers are kept that are read later before written. */
  private List<Part> parts() {
    var cuts = new ArrayList<Integer>(List.of(0));
    int weight = 0;
    for (int at = 0; at < code.length; at = next(at)) {
      if (weight > MOST) {
        cuts.add(at);
        weight = 0;
      }
      weight += Math.max(1, (next(at) - at) / 3);
    }
    var parts = new ArrayList<Part>();
    BitSet live = (BitSet) outputs.clone();
    for (int k = cuts.size() - 1; k >= 0; k--) {
      int to = k + 1 < cuts.size() ? cuts.get(k + 1) : code.length;
      parts.addFirst(new Part(cuts.get(k), to, (BitSet) live.clone()));
      var operators = new ArrayList<Integer>();
      for (int at = cuts.get(k); at < to; at = next(at)) {
        operators.add(at);
      }
      for (int at : operators.reversed()) {
        live.clear(code[at + 1]);
        for (int argument : arguments(at)) {
          live.set(argument);
        }
      }
    }
    return parts;
  }

  private void loop(CodeBuilder body, Part part) {
    Label begin = body.newLabel();
    Label end = body.newLabel();
    body.iconst_0().istore(LANE);
    body.labelBinding(begin);
    body.iload(LANE).iload(USED).if_icmpge(end);
    var written = new BitSet();
    var locals = new BitSet();
    for (int at = part.from; at < part.to; at = next(at)) {
      operator(body, at, locals);
      body.dstore(FIRST + 2 * slot(code[at + 1]));
      locals.set(code[at + 1]);
      written.set(code[at + 1]);
    }
    written.and(part.kept);
    written.stream()
        .forEach(
            register -> {
              place(body, register);
              body.dload(FIRST + 2 * slot(register)).dastore();
            });
    slots.clear();
    body.iinc(LANE, 1).goto_(begin);
    body.labelBinding(end);
    body.return_();
  }

  /** The local variable of each register that the part being written uses. */
  private final Map<Integer, Integer> slots = new HashMap<>();

  private int slot(int register) {
    return slots.computeIfAbsent(register, _ -> slots.size());
  }

  private void place(CodeBuilder body, int register) {
    body.aload(ARRAY).loadConstant(register * lanes).iload(LANE).iadd();
  }

  private void load(CodeBuilder body, int register, BitSet locals) {
    if (register >= constantsFrom && register < constantsFrom + constants.length) {
      body.loadConstant(constants[register - constantsFrom]);
      return;
    }
    if (!locals.get(register)) {
      place(body, register);
      body.daload().dstore(FIRST + 2 * slot(register));
      locals.set(register);
    }
    body.dload(FIRST + 2 * slot(register));
  }

  /** Leaves the operator's value on the stack. */
  private void operator(CodeBuilder body, int at, BitSet locals) {
    Op op = OPS[code[at]];
    int[] of = arguments(at);
    switch (op) {
      case SUM -> {
        load(body, of[0], locals);
        for (int k = 1; k < of.length; k++) {
          load(body, of[k], locals);
          body.dadd();
        }
      }
      case SQUARE -> {
        load(body, of[0], locals);
        load(body, of[0], locals);
        body.dmul();
      }
      case CHOOSE -> choose(body, of, locals);
      default -> {
        boolean own = isOwn(op);
        if (!own) {
          body.getstatic(OP, op.name(), OP);
        }
        for (int argument : of) {
          load(body, argument, locals);
        }
        if (own) {
          own(body, op);
        } else {
          body.invokevirtual(OP, "value", of.length == 1 ? UNARY : BINARY);
        }
      }
    }
  }

  private void choose(CodeBuilder body, int[] of, BitSet locals) {
    // All three are loaded before the branch, so that they are known on both sides.
    for (int argument : of) {
      load(body, argument, locals);
      body.pop2();
    }
    Label no = body.newLabel();
    Label done = body.newLabel();
    load(body, of[0], locals);
    body.dconst_0().dcmpl().ifeq(no);
    load(body, of[1], locals);
    body.goto_(done).labelBinding(no);
    load(body, of[2], locals);
    body.labelBinding(done);
  }

  private static boolean isOwn(Op op) {
    return switch (op) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, NEGATE, SQRT, EXP, LOG, SIN, COS, TAN -> true;
      case POWER, MIN, MAX, ABS, ATAN -> true;
      default -> false;
    };
  }

  /** Operators with an instruction, or a method that needs no switch. */
  private static void own(CodeBuilder body, Op op) {
    switch (op) {
      case ADD -> body.dadd();
      case SUBTRACT -> body.dsub();
      case MULTIPLY -> body.dmul();
      case DIVIDE -> body.ddiv();
      case NEGATE -> body.dneg();
      case SQRT -> body.invokestatic(MATH, "sqrt", UNARY);
      case EXP -> body.invokestatic(MATH, "exp", UNARY);
      case LOG -> body.invokestatic(MATH, "log", UNARY);
      case SIN -> body.invokestatic(MATH, "sin", UNARY);
      case COS -> body.invokestatic(MATH, "cos", UNARY);
      case TAN -> body.invokestatic(MATH, "tan", UNARY);
      case ATAN -> body.invokestatic(MATH, "atan", UNARY);
      case ABS -> body.invokestatic(MATH, "abs", UNARY);
      case MIN -> body.invokestatic(MATH, "min", BINARY);
      case MAX -> body.invokestatic(MATH, "max", BINARY);
      case POWER -> body.invokestatic(OP, "power", BINARY);
      default -> throw new IllegalArgumentException(op.name());
    }
  }
}
