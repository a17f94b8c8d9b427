package org.talweg.engine.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as the journal writes it. A finite double is written in the shortest decimal form that reads
 * back as the same double ({@link Double#toString}); the others, which JSON has no number for, as
 * the strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}. Surrogates are escaped, so
 * that a text with half a pair survives storage as UTF-8.
 */
final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNestingDepth(1000)
                  .build())
          .build();

  private Json() {}

  /** What the body writes. */
  static String write(Consumer<JsonGenerator> body) {
    var text = new StringWriter(128);
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      body.accept(out);
    }
    return escapeSurrogates(text.toString());
  }

  private static String escapeSurrogates(String json) {
    if (!hasSurrogates(json)) {
      return json;
    }
    var escaped = new StringBuilder(json.length() + 20);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (Character.isSurrogate(c)) {
        escaped.append("\\u").append(Integer.toHexString(c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** Writes a number, as a string where it is not finite. */
  static void number(JsonGenerator out, double value) {
    if (Double.isFinite(value)) {
      out.writeNumber(value);
    } else {
      out.writeString(Double.toString(value));
    }
  }

  /** An array of numbers. */
  static void numbers(JsonGenerator out, String name, List<Double> values) {
    out.writeName(name);
    out.writeStartArray();
    for (double value : values) {
      number(out, value);
    }
    out.writeEndArray();
  }

  static void number(JsonGenerator out, String name, double value) {
    name(out, name);
    number(out, value);
  }

  /** Writes the name of a member; half a surrogate pair, which no parser takes in a name, as ?. */
  static void name(JsonGenerator out, String name) {
    out.writeName(hasSurrogates(name) ? new String(name.getBytes(UTF_8), UTF_8) : name);
  }

  /** A plain loop, because every event that is written goes through it. */
  private static boolean hasSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  static void strings(JsonGenerator out, Iterable<String> texts) {
    out.writeStartArray();
    texts.forEach(out::writeString);
    out.writeEndArray();
  }

  /**
   * Reads an object.
   *
   * @throws IllegalArgumentException where the text is not one JSON object
   */
  static Fields object(String json) {
    return object(json, "");
  }

  /** Reads an object, and the top-level object of that name as the very text that was written. */
  static Fields object(String json, String verbatim) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("not a JSON object: " + shortened(json));
      }
      var map = new LinkedHashMap<String, Object>();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String name = in.currentName();
        JsonToken token = in.nextToken();
        if (token == JsonToken.START_OBJECT && name.equals(verbatim)) {
          int from = (int) in.currentTokenLocation().getCharOffset();
          in.skipChildren();
          map.put(name, json.substring(from, (int) in.currentLocation().getCharOffset()));
        } else if (token != JsonToken.VALUE_NULL) {
          map.put(name, value(in, token));
        }
      }
      if (in.nextToken() != null) {
        throw new IllegalArgumentException("text after a JSON object: " + shortened(json));
      }
      return new Fields(map);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "not JSON (" + e.getOriginalMessage() + "): " + shortened(json), e);
    }
  }

  /** Whole numbers become Long, other numbers Double; nulls are left out. */
  private static Object value(JsonParser in, JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> in.getString();
      case VALUE_NUMBER_INT -> whole(in);
      case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
          if (t != JsonToken.VALUE_NULL) {
            list.add(value(in, t));
          }
        }
        yield list;
      }
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
          String name = in.currentName();
          JsonToken t = in.nextToken();
          if (t != JsonToken.VALUE_NULL) {
            map.put(name, value(in, t));
          }
        }
        yield map;
      }
      default -> throw new IllegalArgumentException(token + " where a JSON value belongs");
    };
  }

  private static Object whole(JsonParser in) {
    return switch (in.getNumberType()) {
      case INT, LONG -> in.getLongValue();
      default -> in.getDoubleValue();
    };
  }

  private static String shortened(String json) {
    return json.length() <= 80 ? json : json.substring(0, 77) + "...";
  }
}
