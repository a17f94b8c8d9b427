package org.talweg.learn.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A safetensors file: eight bytes of header length, a JSON header with dtype, shape and place of
 * every tensor, then the tensors. Opening reads and checks the header alone; tensors are read when
 * asked for. A file that contradicts itself is refused before anything of the size it claims is
 * allocated.
 *
 * @param metadata texts that the file carries
 * @param tensors in the order in which they lie in the file
 */
public record Safetensors(Path file, Map<String, String> metadata, Map<String, Place> tensors) {
  /** What the format allows. */
  private static final long LONGEST_HEADER = 100_000_000;

  private static final String METADATA = "__metadata__";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final Map<String, Integer> WIDTHS =
      Map.ofEntries(
          Map.entry("BOOL", 1),
          Map.entry("U8", 1),
          Map.entry("I8", 1),
          Map.entry("F8_E4M3", 1),
          Map.entry("F8_E5M2", 1),
          Map.entry("U16", 2),
          Map.entry("I16", 2),
          Map.entry("F16", 2),
          Map.entry("BF16", 2),
          Map.entry("U32", 4),
          Map.entry("I32", 4),
          Map.entry("F32", 4),
          Map.entry("U64", 8),
          Map.entry("I64", 8),
          Map.entry("F64", 8));

  /** Where a tensor lies, counted from the file's beginning. */
  public record Place(String dtype, List<Long> shape, long begin, long end) {}

  public Safetensors {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  // ---------------------------------------------------------------- writing

  /**
   * Writes groups of weights, a tensor being called by its group and name; the file is there whole
   * or not at all.
   *
   * @param groups by prefix, such as {@code model.}
   */
  public static void write(Path file, Map<String, String> metadata, Map<String, Weights> groups)
      throws IOException {
    ObjectNode header = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode texts = header.putObject(METADATA);
      metadata.forEach(texts::put);
    }
    long at = 0;
    for (Map.Entry<String, Weights> group : groups.entrySet()) {
      Precision precision = group.getValue().precision();
      for (Layout.Entry entry : group.getValue().layout().entries()) {
        String name = group.getKey() + entry.name();
        if (header.has(name)) {
          throw new IllegalArgumentException("two tensors would be called '" + name + "'");
        }
        ObjectNode node = header.putObject(name);
        node.put("dtype", precision.safetensors());
        var shape = node.putArray("shape");
        entry.shape().forEach(shape::add);
        long end = at + entry.count() * precision.bytes();
        node.putArray("data_offsets").add(at).add(end);
        at = end;
      }
    }
    byte[] json = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + 7) / 8 * 8;
    ByteBuffer head = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(padded).put(json);
    while (head.hasRemaining()) {
      head.put((byte) ' ');
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (FileChannel out =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      writeAll(out, head.flip());
      for (Weights weights : groups.values()) {
        writeAll(out, ByteBuffer.wrap(weights.bytes()));
      }
      out.force(true);
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  // ---------------------------------------------------------------- reading

  /**
   * Reads and checks the header.
   *
   * @throws IOException where it cannot be read or is no safetensors file; the message says why
   */
  public static Safetensors open(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = in.size();
      if (size < 8) {
        throw malformed(file, "has " + size + " bytes, fewer than a header's length takes");
      }
      long length = read(file, in, 0, 8).getLong();
      if (length < 2 || length > LONGEST_HEADER || length > size - 8) {
        throw malformed(
            file,
            "claims a header of %s bytes in a file of %d"
                .formatted(Long.toUnsignedString(length), size));
      }
      byte[] json = read(file, in, 8, (int) length).array();
      JsonNode header;
      try {
        header = JSON.readTree(json);
      } catch (JacksonException e) {
        throw malformed(file, "has a header that is not JSON: " + e.getOriginalMessage());
      }
      if (!header.isObject()) {
        throw malformed(file, "has a header that is not a JSON object");
      }
      return read(file, header, 8 + length, size);
    }
  }

  private static Safetensors read(Path file, JsonNode header, long base, long size)
      throws IOException {
    var metadata = new LinkedHashMap<String, String>();
    var places = new ArrayList<Map.Entry<String, Place>>();
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      if (field.getKey().equals(METADATA)) {
        for (Map.Entry<String, JsonNode> text : field.getValue().properties()) {
          if (!text.getValue().isString()) {
            throw malformed(file, "has metadata '" + text.getKey() + "' that is not a text");
          }
          metadata.put(text.getKey(), text.getValue().stringValue());
        }
      } else {
        places.add(
            Map.entry(field.getKey(), place(file, field.getKey(), field.getValue(), base, size)));
      }
    }
    places.sort(Comparator.comparingLong(p -> p.getValue().begin()));
    long at = base;
    var tensors = new LinkedHashMap<String, Place>();
    for (Map.Entry<String, Place> place : places) {
      if (place.getValue().begin() != at) {
        throw malformed(
            file, "leaves a hole before tensor '" + place.getKey() + "', or overlaps it");
      }
      at = place.getValue().end();
      tensors.put(place.getKey(), place.getValue());
    }
    if (at != size) {
      throw malformed(file, "has " + (size - at) + " bytes after its last tensor");
    }
    return new Safetensors(file, metadata, tensors);
  }

  private static Place place(Path file, String name, JsonNode node, long base, long size)
      throws IOException {
    String dtype = node.path("dtype").asString("");
    Integer width = WIDTHS.get(dtype);
    if (width == null) {
      throw malformed(file, "has a tensor '%s' of unknown dtype '%s'".formatted(name, dtype));
    }
    List<Long> shape = wholeNumbers(file, name, node.path("shape"));
    List<Long> offsets = wholeNumbers(file, name, node.path("data_offsets"));
    if (offsets.size() != 2
        || offsets.getFirst() > offsets.getLast()
        || offsets.getLast() > size - base) {
      throw malformed(file, "has a tensor '%s' at %s, beyond its end".formatted(name, offsets));
    }
    long bytes;
    try {
      bytes = Math.multiplyExact(Layout.product(name, shape), (long) width);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw malformed(file, "has a tensor '%s' that is too large: %s".formatted(name, shape));
    }
    if (bytes != offsets.getLast() - offsets.getFirst()) {
      throw malformed(
          file,
          "has a tensor '%s' of %s %s in %d bytes"
              .formatted(name, shape, dtype, offsets.getLast() - offsets.getFirst()));
    }
    return new Place(dtype, shape, base + offsets.getFirst(), base + offsets.getLast());
  }

  private static List<Long> wholeNumbers(Path file, String name, JsonNode array)
      throws IOException {
    var numbers = new ArrayList<Long>();
    boolean sound = array.isArray();
    for (JsonNode number : array) {
      sound &= number.isIntegralNumber() && number.canConvertToLong() && number.longValue() >= 0;
      numbers.add(sound ? number.longValue() : 0);
    }
    if (!sound) {
      throw malformed(
          file, "has a tensor '" + name + "' whose shape or place is not a list of whole numbers");
    }
    return numbers;
  }

  private static ByteBuffer read(Path file, FileChannel in, long at, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (in.read(bytes, at + bytes.position()) < 0) {
        throw malformed(file, "ended early");
      }
    }
    return bytes.flip();
  }

  private static IOException malformed(Path file, String what) {
    return new IOException(file + " is no safetensors file: it " + what);
  }

  /** The layout of the tensors whose names begin so, the beginning taken off. */
  public Layout layout(String prefix) {
    Layout.Builder layout = Layout.builder();
    tensors.forEach(
        (name, place) -> {
          if (name.startsWith(prefix)) {
            layout.add(name.substring(prefix.length()), place.shape());
          }
        });
    return layout.build();
  }

  /**
   * The tensors whose names begin so, in the order of the file.
   *
   * @throws IOException where they cannot be read or are not of this precision
   */
  public Weights weights(String prefix, Precision precision) throws IOException {
    Layout layout = layout(prefix);
    long length = layout.count() * precision.bytes();
    if (length > Integer.MAX_VALUE - 8) {
      throw new IOException(file + " holds more than 2 GiB of '" + prefix + "'");
    }
    byte[] bytes = new byte[(int) length];
    int at = 0;
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      for (Layout.Entry entry : layout.entries()) {
        Place place = tensors.get(prefix + entry.name());
        if (place == null || !place.dtype().equals(precision.safetensors())) {
          throw new IOException(
              "tensor '%s%s' in %s is not %s"
                  .formatted(prefix, entry.name(), file, precision.safetensors()));
        }
        int size = (int) (place.end() - place.begin());
        read(file, in, place.begin(), size).get(bytes, at, size);
        at += size;
      }
    }
    return new Weights(layout, precision, bytes);
  }
}
