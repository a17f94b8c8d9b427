package org.talweg.learn.gradient;

import java.util.List;
import java.util.Map;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Precision;

/** Transformations one after the other: u_k = T_k(u_(k-1)). */
public record Chain(List<Transformation> links) implements Transformation {
  public Chain {
    links = List.copyOf(links);
  }

  public static Chain of(Transformation... links) {
    return new Chain(List.of(links));
  }

  @Override
  public Memory begin(Layout layout, Precision precision) {
    return new Memory(Map.of(), links.stream().map(link -> link.begin(layout, precision)).toList());
  }

  @Override
  public void apply(Update update, Memory memory) {
    for (int i = 0; i < links.size(); i++) {
      links.get(i).apply(update, memory.parts().get(i));
    }
  }
}
