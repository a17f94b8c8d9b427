package org.talweg.app.file;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Makes the tree of a YAML text from the events of the YAML library. JSON is read alike, being YAML
 * but for tabs. Aliases, tags and more than one document are refused, and so is deep nesting: a
 * tree is as small as its text.
 */
final class YamlParser {
  private static final int DEEPEST = 50;

  private final Source source;
  private final Iterator<Event> events;

  private YamlParser(Source source) {
    this.source = source;
    String text = source.text();
    boolean json = text.stripLeading().startsWith("{");
    var settings =
        LoadSettings.builder().setLabel(source.name()).setCodePointLimit(Source.LARGEST).build();
    events = new Parse(settings).parseString(json ? text.replace('\t', ' ') : text).iterator();
  }

  static Yaml parse(Source source) throws ProblemFileException {
    try {
      var parser = new YamlParser(source);
      parser.events.next(); // the stream's start
      Event start = parser.events.next();
      if (start instanceof StreamEndEvent) {
        throw ProblemFileException.of(
            source,
            Place.START,
            "the file is empty; begin with minimize:, variables: and measure:");
      }
      Yaml tree = parser.node(parser.events.next(), 0);
      parser.events.next(); // the document's end
      Event after = parser.events.next();
      if (after instanceof DocumentStartEvent) {
        throw parser.mistake(after, "a second document begins here; a file states one problem");
      }
      return tree;
    } catch (MarkedYamlEngineException e) {
      Place place =
          (isTag(e) ? e.getContextMark() : e.getProblemMark())
              .map(YamlParser::place)
              .orElse(Place.START);
      throw ProblemFileException.of(source, place, words(source, place, e));
    } catch (YamlEngineException e) {
      throw ProblemFileException.of(
          source, Place.START, "this is no YAML: " + Spelling.firstLine(e.getMessage()));
    }
  }

  private Yaml node(Event event, int depth) throws ProblemFileException {
    if (depth > DEEPEST) {
      throw mistake(event, "this is nested more than " + DEEPEST + " deep");
    }
    if (event instanceof AliasEvent) {
      throw mistake(event, "aliases (*name) are not read: write the value out");
    }
    if (event instanceof NodeEvent node && tag(node).isPresent()) {
      throw mistake(
          event,
          "tags (!"
              + tag(node).get().replaceAll(".*[!:]", "")
              + ") are not read; in front"
              + " of a text that begins with ! put quotes");
    }
    return switch (event) {
      case ScalarEvent scalar -> scalar(scalar);
      case SequenceStartEvent _ -> {
        var items = new ArrayList<Yaml>();
        Event next;
        while (!((next = events.next()) instanceof SequenceEndEvent)) {
          items.add(node(next, depth + 1));
        }
        yield new Yaml.Listing(items, place(event));
      }
      case MappingStartEvent _ -> {
        var entries = new ArrayList<Yaml.Entry>();
        Event next;
        while (!((next = events.next()) instanceof MappingEndEvent)) {
          if (!(node(next, depth + 1) instanceof Yaml.Scalar key)) {
            throw mistake(
                next,
                "a key is a name, not a list or mapping; a text in braces, such as \"{x}\", needs"
                    + " quotes");
          }
          entries.add(new Yaml.Entry(key, node(events.next(), depth + 1)));
        }
        yield new Yaml.Mapping(entries, place(event));
      }
      default -> throw mistake(event, "this is no YAML");
    };
  }

  private Yaml.Scalar scalar(ScalarEvent scalar) throws ProblemFileException {
    var control =
        scalar
            .getValue()
            .chars()
            .filter(c -> c < ' ' && "\t\n\r".indexOf(c) < 0 || c == 127)
            .findFirst();
    if (control.isPresent()) {
      throw mistake(
          scalar,
          "this text holds the control character U+%04X; write it without"
              .formatted(control.getAsInt()));
    }
    Yaml.Style style =
        scalar.isPlain()
            ? Yaml.Style.PLAIN
            : scalar.isSQuoted() || scalar.isDQuoted() ? Yaml.Style.QUOTED : Yaml.Style.BLOCK;
    return new Yaml.Scalar(scalar.getValue(), style, place(scalar));
  }

  private static Optional<String> tag(NodeEvent event) {
    return switch (event) {
      case ScalarEvent scalar -> scalar.getTag();
      case SequenceStartEvent sequence -> sequence.getTag();
      case MappingStartEvent mapping -> mapping.getTag();
      default -> Optional.empty();
    };
  }

  private ProblemFileException mistake(Event event, String message) {
    return ProblemFileException.of(source, place(event), message);
  }

  private static Place place(Event event) {
    return event.getStartMark().map(YamlParser::place).orElse(Place.START);
  }

  private static Place place(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static boolean isTag(MarkedYamlEngineException e) {
    return e.getContext() != null && e.getContext().contains("tag");
  }

  /** The library's message, with what is usually behind it. */
  private static String words(Source source, Place place, MarkedYamlEngineException e) {
    String problem = Spelling.firstLine(e.getProblem());
    String rest = source.rest(place);
    String line = source.line(place.line());
    String advice;
    if (rest.startsWith("\t") || problem.contains("TAB")) {
      return "a tab cannot indent YAML; indent with spaces";
    } else if (problem.contains("mapping values are not allowed")) {
      advice = "a text that holds ': ' needs quotes, and keys of one mapping stand in one column";
    } else if (isTag(e)) {
      return "tags (!name) are not read; a text that begins with ! needs quotes";
    } else if (rest.startsWith("%") || rest.startsWith("@") || rest.startsWith("`")) {
      advice = "a text that begins with " + rest.charAt(0) + " needs quotes";
    } else if (line.matches(".*[^\\s\"',:\\[{]\\{.*")) {
      advice = "an argument with a placeholder needs quotes: \"-{level}\"";
    } else if (problem.contains("but got") || problem.contains("but found")) {
      advice = "is a bracket, a comma or a quote missing before this?";
    } else if (problem.contains("alias") || rest.startsWith("*") || rest.startsWith("&")) {
      advice = "a text that begins with * or & needs quotes";
    } else {
      advice = "see https://yaml.org/spec/1.2.2";
    }
    return "this is no YAML: " + problem + "; " + advice;
  }
}
