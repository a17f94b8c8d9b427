package org.talweg.bench.suite;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.talweg.model.Measure;
import org.talweg.model.Point;
import org.talweg.model.Probe;
import org.talweg.model.Value;

/**
 * A YAHPO surrogate: a network that was fitted to real runs and predicts what a configuration would
 * have come to. Its inputs are {@code x_cat}, the code of the task, and {@code x_cont}, the
 * parameters as they are; it scales them itself. On one thread, so that it takes no processor from
 * the solver that is timed.
 */
final class Surrogate implements Measure, AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int task;
  private final List<String> inputs;
  private final List<String> outputs;
  private final String fidelity;

  /**
   * Opens a network.
   *
   * @param task its code
   * @param inputs in the network's order
   * @param outputs in the network's order
   * @param fidelity the input that is no parameter
   */
  Surrogate(Path network, int task, List<String> inputs, List<String> outputs, String fidelity)
      throws IOException {
    this.task = task;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.fidelity = fidelity;
    try (var options = new OrtSession.SessionOptions()) {
      environment = OrtEnvironment.getEnvironment();
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(network.toString(), options);
    } catch (OrtException | LinkageError e) {
      throw new IOException("cannot open the network " + network + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Map<String, Double> measure(Point point, Probe probe) throws OrtException {
    float[] x = new float[inputs.size()];
    for (int i = 0; i < x.length; i++) {
      String input = inputs.get(i);
      Value value = point.value(input);
      if (input.equals(fidelity)) {
        x[i] = (float) probe.fidelity();
      } else if (value != null) {
        x[i] = (float) value.number();
      }
    }
    try (OnnxTensor code =
            OnnxTensor.createTensor(
                environment, IntBuffer.wrap(new int[] {task}), new long[] {1, 1});
        OnnxTensor parameters =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), new long[] {1, x.length});
        OrtSession.Result result = session.run(Map.of("x_cat", code, "x_cont", parameters))) {
      float[] predicted = ((float[][]) result.get(0).getValue())[0];
      var measured = new LinkedHashMap<String, Double>();
      for (int i = 0; i < predicted.length; i++) {
        measured.put(outputs.get(i), (double) predicted[i]);
      }
      return measured;
    }
  }

  @Override
  public void close() throws OrtException {
    session.close(); // the environment is the process's
  }
}
