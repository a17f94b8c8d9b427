package org.talweg.program.factor;

import java.util.Arrays;

/**
 * An order of elimination with little fill: approximate minimum degree on the quotient graph.
 *
 * <p>Eliminating a vertex joins its neighbours into a clique. The quotient graph keeps that clique
 * as one list, an <em>element</em>, so that it never needs more memory than the matrix did. A
 * vertex i has plain neighbours A_i and elements E_i; eliminating p makes the element
 *
 * <pre>
 *   L_p = (A_p union of L_e for e in E_p) \ {p},
 * </pre>
 *
 * which absorbs those of E_p. The degree of each i in L_p is bounded from above, in time that is
 * linear in the lists' lengths, by
 *
 * <pre>
 *   d_i = min(n - k,  d_i + |L_p \ i|,  |A_i \ i| + |L_p \ i| + sum over e in E_i \ p of |L_e \ L_p|).
 * </pre>
 *
 * Vertices that have become indistinguishable (same lists) are merged and eliminated together, an
 * element within L_p is absorbed too, and rows that are nearly full are put last without being
 * looked at.
 *
 * <p>Source: P. R. Amestoy, T. A. Davis, I. S. Duff, "An approximate minimum degree ordering
 * algorithm", SIAM J. Matrix Anal. Appl. 17 (1996) 886-905, sections 3 and 4. Cost: about O(n |A|)
 * at worst, in practice a few times the matrix's entries.
 */
final class MinimumDegree {
  private static final int NONE = -1;

  private final int n;

  /** A_i of a live vertex. */
  private final int[][] plain;

  private final int[] plainCount;

  /** E_i of a live vertex. */
  private final int[][] elements;

  private final int[] elementCount;

  /** L_e of a live element, named after the vertex whose elimination made it; else null. */
  private final int[][] members;

  /** The weight of L_e; it stays, for who leaves an element takes it along. */
  private final int[] elementWeight;

  /** How many vertices a live vertex stands for; 0 once it is merged or eliminated. */
  private final int[] weight;

  private final int[] degree;

  /** The vertices merged into this one, as a list: the first and, for each, the next. */
  private final int[] mergedNext;

  private final int[] mergedLast;

  /** Live vertices by degree: doubly linked lists. */
  private final int[] bucket;

  private final int[] next;
  private final int[] previous;
  private int least;

  /** Stamps: a vertex is in L_p where mark[i] == stamp. */
  private final int[] mark;

  private int stamp;

  /** |L_e \ L_p| in weights, valid where seen[e] == stamp. */
  private final int[] outside;

  private final int[] seen;

  private MinimumDegree(Graph graph) {
    n = graph.vertices();
    plain = new int[n][];
    plainCount = new int[n];
    elements = new int[n][];
    elementCount = new int[n];
    members = new int[n][];
    elementWeight = new int[n];
    weight = new int[n];
    degree = new int[n];
    mergedNext = new int[n];
    mergedLast = new int[n];
    bucket = new int[n + 1];
    next = new int[n];
    previous = new int[n];
    mark = new int[n];
    outside = new int[n];
    seen = new int[n];
    Arrays.fill(bucket, NONE);
    Arrays.fill(mergedNext, NONE);
    for (int i = 0; i < n; i++) {
      plain[i] = Arrays.copyOfRange(graph.neighbours(), graph.start()[i], graph.start()[i + 1]);
      plainCount[i] = plain[i].length;
      elements[i] = new int[4];
      weight[i] = 1;
      degree[i] = plainCount[i];
      mergedLast[i] = i;
    }
  }

  /** The vertices in the order in which to eliminate them. */
  static int[] order(Graph graph) {
    return new MinimumDegree(graph).run();
  }

  private int[] run() {
    int[] order = new int[n];
    int done = 0;
    int[] dense = setDenseAside();
    for (int i = 0; i < n; i++) {
      if (weight[i] > 0) {
        insert(i);
      }
    }
    int live = n - dense.length;
    while (done < live) {
      while (bucket[least] == NONE) {
        least++;
      }
      int p = bucket[least];
      remove(p);
      for (int v = p; v != NONE; v = mergedNext[v]) {
        order[done++] = v;
      }
      done = eliminate(p, order, done, live);
    }
    for (int i : dense) {
      order[done++] = i;
    }
    return order;
  }

  /** Takes out rows that are nearly full: they come last, and would only slow the others. */
  private int[] setDenseAside() {
    int limit = (int) Math.max(16, Math.min(n - 2.0, 10 * Math.sqrt(n)));
    int[] dense = new int[n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      if (plainCount[i] > limit) {
        dense[count++] = i;
        weight[i] = 0;
      }
    }
    dense = Arrays.copyOf(dense, count);
    if (count > 0) {
      for (int i = 0; i < n; i++) {
        int kept = 0;
        for (int k = 0; k < plainCount[i]; k++) {
          if (weight[plain[i][k]] > 0) {
            plain[i][kept++] = plain[i][k];
          }
        }
        plainCount[i] = kept;
        degree[i] = kept;
      }
    }
    return dense;
  }

  private int eliminate(int p, int[] order, int done, int live) {
    int[] front = form(p);
    int total = 0;
    for (int i : front) {
      total += weight[i];
      remove(i);
    }
    measureElements(front);
    int count = done;
    for (int i : front) {
      prune(i, p);
      if (elementCount[i] == 1 && plainCount[i] == 0) { // nothing but p: eliminated with it
        for (int v = i; v != NONE; v = mergedNext[v]) {
          order[count++] = v;
        }
        total -= weight[i];
        weight[i] = 0;
      }
    }
    int kept = 0;
    for (int i : front) {
      if (weight[i] > 0) {
        front[kept++] = i;
      }
    }
    for (int k = 0; k < kept; k++) {
      int i = front[k];
      int bound = total - weight[i];
      int reach = bound;
      for (int a = 0; a < plainCount[i]; a++) {
        reach += weight[plain[i][a]];
      }
      for (int e = 1; e < elementCount[i]; e++) {
        reach += outside[elements[i][e]];
      }
      degree[i] = Math.min(Math.min(live - count - weight[i], degree[i] + bound), reach);
    }
    merge(front, kept);
    int size = 0;
    for (int k = 0; k < kept; k++) {
      if (weight[front[k]] > 0) {
        front[size++] = front[k];
        insert(front[k]);
      }
    }
    members[p] = Arrays.copyOf(front, size);
    elementWeight[p] = total;
    return count;
  }

  /** L_p; the elements it absorbs are gone. Marks its vertices. */
  private int[] form(int p) {
    stamp++;
    mark[p] = stamp;
    weight[p] = 0;
    int[] front = new int[plainCount[p] + 8];
    int size = 0;
    for (int e = -1; e < elementCount[p]; e++) {
      int[] list = e < 0 ? plain[p] : members[elements[p][e]];
      int length = e < 0 ? plainCount[p] : list.length;
      for (int k = 0; k < length; k++) {
        int i = list[k];
        if (weight[i] > 0 && mark[i] != stamp) {
          mark[i] = stamp;
          if (size == front.length) {
            front = Arrays.copyOf(front, 2 * size);
          }
          front[size++] = i;
        }
      }
      if (e >= 0) {
        members[elements[p][e]] = null;
      }
    }
    plain[p] = null;
    elements[p] = null;
    return Arrays.copyOf(front, size);
  }

  private void measureElements(int[] front) {
    for (int i : front) {
      for (int k = 0; k < elementCount[i]; k++) {
        int e = elements[i][k];
        if (members[e] == null) {
          continue;
        }
        if (seen[e] != stamp) {
          seen[e] = stamp;
          outside[e] = elementWeight[e];
        }
        outside[e] -= weight[i];
      }
    }
  }

  /** Puts p first among the elements of i and drops what p covers. */
  private void prune(int i, int p) {
    int kept = 0;
    for (int k = 0; k < plainCount[i]; k++) {
      int j = plain[i][k];
      if (weight[j] > 0 && mark[j] != stamp) {
        plain[i][kept++] = j;
      }
    }
    plainCount[i] = kept;
    int[] list = new int[elementCount[i] + 1];
    list[0] = p;
    int size = 1;
    for (int k = 0; k < elementCount[i]; k++) {
      int e = elements[i][k];
      if (members[e] != null) {
        if (outside[e] == 0) {
          members[e] = null; // within L_p: absorbed
        } else {
          list[size++] = e;
        }
      }
    }
    elements[i] = list;
    elementCount[i] = size;
  }

  /** Merges the vertices of L_p whose lists have become the same. */
  private void merge(int[] front, int count) {
    long[] keys = new long[count]; // hash of the lists above, place in front below
    for (int k = 0; k < count; k++) {
      int i = front[k];
      int hash = plainCount[i] * 31 + elementCount[i];
      for (int a = 0; a < plainCount[i]; a++) {
        hash += plain[i][a] * 0x9E3779B9;
      }
      for (int e = 0; e < elementCount[i]; e++) {
        hash += elements[i][e] * 0x85EBCA6B;
      }
      keys[k] = ((long) hash << 32) | k;
    }
    Arrays.sort(keys);
    for (int a = 0; a < count; a++) {
      int i = front[(int) keys[a]];
      for (int b = a + 1; b < count && keys[b] >> 32 == keys[a] >> 32; b++) {
        int j = front[(int) keys[b]];
        if (weight[i] > 0 && weight[j] > 0 && indistinguishable(i, j)) {
          degree[i] -= weight[j];
          weight[i] += weight[j];
          weight[j] = 0;
          mergedNext[mergedLast[i]] = j;
          mergedLast[i] = mergedLast[j];
          plain[j] = null;
          elements[j] = null;
        }
      }
    }
  }

  private boolean indistinguishable(int i, int j) {
    if (plainCount[i] != plainCount[j] || elementCount[i] != elementCount[j]) {
      return false;
    }
    return sameSet(plain[i], plain[j], plainCount[i])
        && sameSet(elements[i], elements[j], elementCount[i]);
  }

  private static boolean sameSet(int[] a, int[] b, int count) {
    if (Arrays.equals(a, 0, count, b, 0, count)) {
      return true;
    }
    Arrays.sort(a, 0, count);
    Arrays.sort(b, 0, count);
    return Arrays.equals(a, 0, count, b, 0, count);
  }

  private void insert(int i) {
    int d = degree[i];
    int head = bucket[d];
    next[i] = head;
    previous[i] = NONE;
    if (head != NONE) {
      previous[head] = i;
    }
    bucket[d] = i;
    least = Math.min(least, d);
  }

  private void remove(int i) {
    if (previous[i] != NONE) {
      next[previous[i]] = next[i];
    } else {
      bucket[degree[i]] = next[i];
    }
    if (next[i] != NONE) {
      previous[next[i]] = previous[i];
    }
  }
}
