package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of {@code talweg generate-completion}, asked by a real bash. */
class CompletionTest {
  @TempDir Path folder;

  /** What bash would offer for the last word. */
  private List<String> offered(String... words) throws IOException, InterruptedException {
    Path script = folder.resolve("completion.sh");
    Files.writeString(script, Printed.of("generate-completion").out());
    String line =
        "source '%s'; COMP_WORDS=(talweg %s); COMP_CWORD=%d; _complete_talweg talweg '%s';"
            .formatted(script, quoted(words), words.length, words[words.length - 1]);
    Process bash =
        new ProcessBuilder("bash", "--norc", "-c", line + " printf '%s\\n' \"${COMPREPLY[@]}\"")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String text = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    bash.waitFor();
    return text.lines().map(String::strip).toList();
  }

  private static String quoted(String... words) {
    return "'" + String.join("' '", words) + "'";
  }

  @Test
  void bashOffersCommandsAndTheirOptions() throws Exception {
    assertThat(offered("")).contains("solve", "explain", "tune", "runs", "bench");
    assertThat(offered("runs", "")).contains("list", "show", "resume", "export");
    assertThat(offered("runs", "list", "--")).contains("--store", "--json");
    assertThat(offered("runs", "show", "--")).contains("--store", "--all", "--json");
    assertThat(offered("runs", "resume", "--")).contains("--budget", "--parallel");
    assertThat(offered("runs", "export", "--")).contains("--format", "--picture", "--output");
    assertThat(offered("bench", "")).contains("search", "engine");
  }

  @Test
  void aParentAloneSaysWhatItHas() {
    Printed runs = Printed.of("runs");
    assertThat(runs.status()).isEqualTo(2);
    assertThat(runs.err()).contains("runs what? One of: list, show, resume, export");
  }
}
