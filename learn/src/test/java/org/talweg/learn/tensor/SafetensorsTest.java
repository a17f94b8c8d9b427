package org.talweg.learn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  @TempDir Path folder = Path.of("");

  private static Weights random(Layout layout, Precision precision) {
    byte[] bytes = new byte[(int) layout.count() * precision.bytes()];
    new Random(5).nextBytes(bytes);
    return new Weights(layout, precision, bytes);
  }

  private static Map<String, Weights> groups() {
    var groups = new LinkedHashMap<String, Weights>();
    groups.put(
        "model.",
        random(
            Layout.builder().add("w", 3, 5).add("b", 5).add("empty", 0).build(), Precision.SINGLE));
    groups.put("state.", random(Layout.builder().add("v", 7).add("s").build(), Precision.DOUBLE));
    return groups;
  }

  @Test
  void whatIsWrittenIsReadBitForBit() throws IOException {
    Path file = folder.resolve("a.safetensors");
    Safetensors.write(file, Map.of("step", "12", "ünïcode", "\"quoted\""), groups());
    Safetensors read = Safetensors.open(file);
    assertThat(read.metadata()).containsEntry("step", "12").containsEntry("ünïcode", "\"quoted\"");
    assertThat(read.weights("model.", Precision.SINGLE)).isEqualTo(groups().get("model."));
    assertThat(read.weights("state.", Precision.DOUBLE)).isEqualTo(groups().get("state."));
    assertThat(read.weights("nothing.", Precision.SINGLE).layout().entries()).isEmpty();
    assertThatThrownBy(() -> read.weights("state.", Precision.SINGLE))
        .hasMessageContaining("tensor 'state.v'")
        .hasMessageContaining("is not F32");
    assertThat(folder.resolve("a.safetensors.part")).doesNotExist();
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    Path file = folder.resolve("a.safetensors");
    Safetensors.write(file, Map.of(), groups());
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Safetensors.open(file))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is no safetensors file");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|not a JSON object",
        "{\"a\":|not JSON",
        "{\"a\":1}|unknown dtype",
        "{\"a\":{\"dtype\":\"F31\",\"shape\":[1],\"data_offsets\":[0,4]}}|unknown dtype 'F31'",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|list of whole numbers",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}|list of whole numbers",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":7,\"data_offsets\":[0,4]}}|list of whole numbers",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}|beyond its end",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}|beyond its end",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[9],\"data_offsets\":[0,36]}}|beyond its end",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|in 4 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3037000500,3037000500],\"data_offsets\":[0,4]}}|too large",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|leaves a hole",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|4 bytes after its last",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}|or overlaps it",
        "{\"__metadata__\":{\"a\":7}}|not a text",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}|not JSON",
      })
  void aHeaderThatContradictsItselfIsRefused(String header, String complaint) throws IOException {
    Path file = folder.resolve("hostile.safetensors");
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).putLong(0);
    Files.write(file, bytes.array());
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(complaint)
        .hasMessageContaining("hostile.safetensors");
  }

  @ParameterizedTest
  @CsvSource({"-1", "9223372036854775807", "99999999", "1", "0"})
  void aHeaderLengthIsNotBelieved(long length) throws IOException {
    Path file = folder.resolve("hostile.safetensors");
    Files.write(
        file, ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
    assertThatThrownBy(() -> Safetensors.open(file)).hasMessageContaining("claims a header of");
  }

  @Test
  void deeplyNestedHeadersAreRefused() throws IOException {
    Path file = folder.resolve("hostile.safetensors");
    byte[] json = "[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.putLong(json.length).put(json).array());
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not JSON");
  }
}
