import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The program that is tuned: a small inverted index. It reads a text, notes for every pair of
 * neighbouring words on which lines it stands, and prints the pairs found most often, then the
 * milliseconds that took and a checksum of what was found. Most of its time goes into allocation,
 * hashing and collection, as in many a service.
 */
final class Index {
  private static final int ROUNDS = 3;

  private Index() {}

  public static void main(String[] args) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(args[0]), StandardCharsets.UTF_8);
    long start = System.nanoTime();
    long checksum = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, List<Integer>> index = index(lines);
      checksum = 31 * checksum + report(index, round == ROUNDS - 1);
    }
    System.out.printf(
        Locale.ROOT, "checksum %d%nmillis %.1f%n", checksum, (System.nanoTime() - start) / 1e6);
  }

  private static Map<String, List<Integer>> index(List<String> lines) {
    Map<String, List<Integer>> index = new HashMap<>();
    String before = "";
    for (int i = 0; i < lines.size(); i++) {
      for (String word : lines.get(i).toLowerCase(Locale.ROOT).split("[^a-z]+")) {
        if (!word.isEmpty()) {
          index.computeIfAbsent(before + ' ' + word, unused -> new ArrayList<>()).add(i);
          before = word;
        }
      }
    }
    return index;
  }

  private static long report(Map<String, List<Integer>> index, boolean print) {
    var pairs = new ArrayList<>(index.entrySet());
    pairs.sort(
        Comparator.comparing((Map.Entry<String, List<Integer>> e) -> -e.getValue().size())
            .thenComparing(Map.Entry::getKey));
    long checksum = 0;
    for (var pair : pairs) {
      checksum = 31 * checksum + Arrays.hashCode(pair.getValue().toArray());
    }
    if (print) {
      pairs
          .subList(0, Math.min(3, pairs.size()))
          .forEach(e -> System.out.println(e.getValue().size() + " times: " + e.getKey()));
    }
    return checksum;
  }
}
