package org.talweg.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.learn.tensor.Torch;

class FilesTest {
  @TempDir Path folder = Path.of("");

  private static float[] inputs(DataSet set, long... examples) {
    try (var scope = new PointerScope()) {
      return Torch.floats(set.batch(examples).inputs());
    }
  }

  private static float[] targets(DataSet set, long... examples) {
    try (var scope = new PointerScope()) {
      return Torch.floats(set.batch(examples).targets());
    }
  }

  private Path text(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void csvKnowsItsHeaderItsTargetAndWords() throws IOException {
    Path file = text("a.csv", "a,kind,b\n1,cat,2\n3,dog,4\n5,cat,6\n");
    Table named = Csv.read(file, "kind", Csv.Target.CLASS);
    assertThat(named.classes()).isEqualTo(2);
    assertThat(inputs(named, 2, 0)).containsExactly(5, 6, 1, 2);
    assertThat(targets(named, 0, 1, 2)).containsExactly(0, 1, 0);
    Table numbers = Csv.read(text("b.csv", "1,2\n3,4.5\n"), "last", Csv.Target.NUMBER);
    assertThat(numbers.classes()).isZero();
    assertThat(targets(numbers, 0, 1)).containsExactly(2, 4.5f);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,2,0\\n3,,1|field 2 is ''",
        "1,2,0\\n3,NaN,1|not a finite number",
        "1,2,0\\n3,4|has 2 fields, not 3",
        "x,y|holds no examples",
      })
  void csvThatIsNoTableIsRefusedByLine(String content, String complaint) throws IOException {
    Path file = text("bad.csv", content.replace("\\n", "\n"));
    assertThatThrownBy(() -> Csv.read(file, "last", Csv.Target.CLASS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(complaint)
        .hasMessageContaining("bad.csv");
  }

  @Property(tries = 30)
  void aTableInItsFileIsTheTableInMemory(@ForAll long seed) throws IOException {
    var random = new Random(seed);
    String end = random.nextBoolean() ? "\n" : "\r\n";
    boolean words = random.nextBoolean();
    var content = new StringBuilder(random.nextBoolean() ? "a,b,kind" + end : "");
    int rows = random.nextInt(1, 9);
    for (int i = 0; i < rows; i++) {
      String kind = words ? "k" + random.nextInt(3) : Integer.toString(random.nextInt(3));
      content.append("%s,7,%s%s".formatted(random.nextGaussian(), kind, end));
      content.append(random.nextInt(4) == 0 ? end : "");
    }
    Path folder = Files.createTempDirectory("csv");
    Path file = Files.writeString(folder.resolve("a.csv"), content);
    Table table = Csv.read(file, "last", Csv.Target.CLASS).standardized();
    CsvFile streamed = CsvFile.open(file, "last", Csv.Target.CLASS, true);
    assertThat(streamed.size()).isEqualTo(table.size());
    assertThat(streamed.classes()).isEqualTo(table.classes());
    long[] order = random.longs(20, 0, rows).toArray();
    assertThat(inputs(streamed, order)).containsExactly(inputs(table, order), within(1e-5f));
    assertThat(targets(streamed, order)).isEqualTo(targets(table, order));
    Files.delete(file);
    Files.delete(folder);
  }

  @Test
  void aFileThatCannotBeReadByLinesIsRefused() throws IOException {
    Path file = text("q.csv", "a,b\n1,\"two\nlines\"\n3,x\n");
    assertThatThrownBy(() -> CsvFile.open(file, "b", Csv.Target.CLASS, false))
        .hasMessageContaining("no line break may stand in quotes");
    Path good = text("g.csv", "1,0\n2,1\n");
    CsvFile streamed = CsvFile.open(good, "last", Csv.Target.CLASS, false);
    Files.writeString(good, "");
    assertThatThrownBy(() -> streamed.batch(new long[] {1})).hasMessageContaining("has changed");
  }

  @Test
  void libsvmIsSparseAndItsLabelsAreNumbered() throws IOException {
    Table table = Libsvm.read(text("a.svm", "-1 1:0.5 3:2 # note\n+1 2:1\n\n-1\n"), 4);
    assertThat(table.inputShape()).containsExactly(4);
    assertThat(inputs(table, 0, 1)).containsExactly(0.5f, 0, 2, 0, 0, 1, 0, 0);
    assertThat(targets(table, 0, 1, 2)).containsExactly(0, 1, 0);
    assertThatThrownBy(() -> Libsvm.read(text("b.svm", "1 2:1 1:3"), 0))
        .hasMessageContaining("b.svm:1");
    assertThatThrownBy(() -> Libsvm.read(text("c.svm", "1 2147483647:1\n2 1:1"), 0))
        .hasMessageContaining("too many for memory");
  }

  @Test
  void idxIsReadAndNotBelieved() throws IOException {
    byte[] images =
        ByteBuffer.allocate(16 + 12).putInt(0x803).putInt(3).putInt(2).putInt(2).array();
    Arrays.fill(images, 16, 28, (byte) 0xff);
    byte[] labels =
        ByteBuffer.allocate(8 + 3).putInt(0x801).putInt(3).put(new byte[] {1, 0, 2}).array();
    Path x = folder.resolve("x.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(x))) {
      out.write(images);
    }
    Path y = Files.write(folder.resolve("y"), labels);
    Table table = Idx.read(x, y, 100);
    assertThat(table.size()).isEqualTo(3);
    assertThat(table.inputShape()).containsExactly(1, 2, 2);
    assertThat(inputs(table, 1)).containsOnly(1);
    assertThat(targets(table, 0, 1, 2)).containsExactly(1, 0, 2);
    Path huge =
        Files.write(
            folder.resolve("huge"),
            ByteBuffer.allocate(16).putInt(0x803).putInt(-1).putInt(-1).putInt(-1).array());
    assertThatThrownBy(() -> Idx.read(huge, y, 1 << 30)).hasMessageContaining("not in memory");
    assertThatThrownBy(() -> Idx.read(x, Files.write(folder.resolve("z"), new byte[3]), 9))
        .hasMessageContaining("ends within its header");
  }

  @Test
  void aWindowOfTextIsFollowedByItself() {
    TextWindows text = TextWindows.of("abcabd", 3);
    assertThat(text.classes()).isEqualTo(4);
    assertThat(text.size()).isEqualTo(3);
    assertThat(inputs(text, 0, 2)).containsExactly(0, 1, 2, 2, 0, 1);
    assertThat(targets(text, 0, 2)).containsExactly(1, 2, 0, 0, 1, 3);
    assertThat(TextWindows.of("abcdefg", 3).apart().size()).isEqualTo(2);
    assertThatThrownBy(() -> TextWindows.of("abc", 3)).hasMessageContaining("no window of 3");
  }

  @Property(tries = 50)
  void everyEpochSeesEveryExampleOnceAndAnyStepCanBeAskedFor(
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(min = 1, max = 12) int batch,
      @ForAll long seed) {
    var order = new Order(size, batch, seed);
    var seen = new long[size * batch];
    for (int step = 1; step <= size; step++) {
      System.arraycopy(order.batch(step), 0, seen, (step - 1) * batch, batch);
    }
    for (int epoch = 0; epoch < batch; epoch++) {
      Set<Long> distinct = new HashSet<>();
      for (int i = 0; i < size; i++) {
        distinct.add(seen[epoch * size + i]);
      }
      assertThat(distinct).hasSize(size);
    }
    assertThat(new Order(size, batch, seed).batch(size)).isEqualTo(order.batch(size));
  }
}
