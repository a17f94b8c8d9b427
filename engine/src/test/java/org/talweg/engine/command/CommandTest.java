package org.talweg.engine.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.engine.command.Command.Argument;
import org.talweg.model.Formula;
import org.talweg.model.Value;

class CommandTest {
  private static Formula.Scope scope(Map<String, Value> values) {
    return values::get;
  }

  private static Argument text(String text) throws CommandSyntaxException {
    return new Argument.Text(Template.parse(text));
  }

  @Property
  void realsReadBackAsTheSameNumber(@ForAll double x) throws CommandSyntaxException {
    if (!Double.isNaN(x)) {
      var filled =
          Template.parse("a={x}").fill(scope(Map.of("x", new Value.Real(x)))).orElseThrow();
      assertThat(Double.parseDouble(filled.substring(2))).isEqualTo(x + 0.0);
    }
  }

  @Property
  void textWithDoubledBracesStandsForItself(@ForAll String text) throws CommandSyntaxException {
    String doubled = text.replace("{", "{{").replace("}", "}}");
    assertThat(Template.parse(doubled).fill(_ -> null)).contains(text);
  }

  @Test
  void anArgumentOfAnInactiveParameterIsLeftOutWithItsGroup() throws CommandSyntaxException {
    var command =
        new Command(
            List.of(
                text("run"),
                text("-a{a}"),
                text("-b{b}"),
                new Argument.Group(List.of(text("--depth"), text("{b}"))),
                new Argument.Group(
                    List.of(text("--size"), text("{a}"), new Argument.Group(List.of(text("{b}"))))),
                text("{b:none}")));
    var scope = scope(Map.of("a", new Value.Int(3)));
    assertThat(command.fill(scope)).containsExactly("run", "-a3", "--size", "3", "none");
    assertThat(command.names()).containsExactly("a", "b");
  }

  @Test
  void anOrderIsOneArgumentPerItemOnItsOwnAndJoinedWithinText() {
    var order = scope(Map.of("tour", new Value.Order(List.of("c", "a", "b"))));
    assertThat(Command.of("go", "{tour}", "-t={tour}").fill(order))
        .containsExactly("go", "c", "a", "b", "-t=c,a,b");
  }

  @Test
  void valuesAreNotReadAsPlaceholdersOrByAShell() {
    var scope = scope(Map.of("x", new Value.Text("{x} $(rm -rf /) 'a b'")));
    assertThat(Command.of("echo", "{x}").fill(scope))
        .containsExactly("echo", "{x} $(rm -rf /) 'a b'");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "a{b, 1, never closed",
        "{print $1}, 0, no placeholder",
        "xx{}, 2, no placeholder",
        "{1a}, 0, no placeholder",
        "{a.b}, 0, no placeholder"
      })
  void aBadPlaceholderIsRefusedWithItsPlace(String text, int offset, String words) {
    var e = catchThrowableOfType(CommandSyntaxException.class, () -> Template.parse(text));
    assertThat(e).hasMessageContaining(words);
    assertThat(e.offset()).isEqualTo(offset);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "stdot, 0, no way to read",
        "json:a.b, 5, json:/a/b",
        "json:/a~2, 7, ~0",
        "json, 0, no way to read",
        "regex:abc, 6, needs a group",
        "regex:a(b, 9, does not compile",
        "file-size:, 9, a path belongs here",
        "file-size:a{b, 11, never closed",
        "seconds:1, 0, no way to read"
      })
  void aBadReadingIsRefusedWithItsPlace(String text, int offset, String words) {
    var e = catchThrowableOfType(CommandSyntaxException.class, () -> Reading.parse(text));
    assertThat(e).hasMessageContaining(words);
    assertThat(e.offset()).isEqualTo(offset);
  }

  @Test
  void aCommandBeginsWithAProgram() {
    assertThatThrownBy(() -> new Command(List.of(new Argument.Group(List.of()))))
        .hasMessageContaining("begins with the name of a program");
  }
}
