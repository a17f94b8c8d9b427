package org.talweg.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Capability;
import org.talweg.engine.Catalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code talweg solvers}. */
@Command(
    name = "solvers",
    description = "List every solver and reformulation with its source.",
    mixinStandardHelpOptions = true)
final class SolversCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print one JSON list and nothing else.")
  boolean json;

  @Override
  public Integer call() {
    Catalog catalog = Catalog.load();
    var capabilities = new ArrayList<Capability>();
    catalog.solvers().forEach(s -> capabilities.add(s.capability()));
    catalog.reformulations().forEach(r -> capabilities.add(r.capability()));
    if (json) {
      System.out.println(Output.write(capabilities.stream().map(SolversCommand::map).toList()));
      return 0;
    }
    for (Capability c : capabilities) {
      System.out.printf(
          "%-24s %s%n", c.name(), c.form() + c.makes().map(to -> " -> " + to).orElse(""));
      System.out.println("    " + c.description());
      System.out.println("    " + String.join("; ", c.source()) + traits(c));
    }
    return 0;
  }

  private static String traits(Capability c) {
    List<String> traits = c.traits().stream().map(Object::toString).sorted().toList();
    return traits.isEmpty() ? "" : " [" + String.join(", ", traits) + "]";
  }

  private static Map<String, @Nullable Object> map(Capability c) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    map.put("name", c.name());
    map.put("kind", c.target() == null ? "solver" : "reformulation");
    map.put("version", c.version());
    map.put("form", c.form().name());
    map.put("target", c.makes().map(Object::toString).orElse(null));
    map.put("traits", c.traits().stream().map(Object::toString).sorted().toList());
    map.put("description", c.description());
    map.put("source", c.source());
    return map;
  }
}
