package org.talweg.engine.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A journal that lives and dies with the process. Thread-safe. A worker counts as alive until it
 * leaves.
 */
public final class MemoryJournal implements Journal {
  private final Map<String, Log> logs = new LinkedHashMap<>();
  private @Nullable Path folder;

  /** What is known of one run. */
  private static final class Log {
    final RunHeader header;
    final List<Entry> entries = new ArrayList<>();
    final Set<Long> finished = new HashSet<>();

    /** Who has each trial that was asked; null where it is free. */
    final Map<Long, @Nullable String> holders = new HashMap<>();

    final Map<String, Worker> workers = new LinkedHashMap<>();
    @Nullable String leader = null;

    Log(RunHeader header) {
      this.header = header;
    }

    /** Nothing is added where one of the events may not be. */
    void addAll(List<Event> events) {
      var numbers = new HashSet<Long>();
      for (Event event : events) {
        if (event instanceof Event.Asked asked
            && (holders.containsKey(asked.trial()) || !numbers.add(asked.trial()))) {
          throw KnownRuns.askedTwice(header.id(), asked.trial());
        }
      }
      events.forEach(this::add);
    }

    void add(Event event) {
      switch (event) {
        case Event.Asked asked -> holders.put(asked.trial(), asked.worker());
        case Event.Claimed claimed -> holders.put(claimed.trial(), claimed.worker());
        case Event.Released released -> holders.put(released.trial(), null);
        case Event.Finished finished -> {
          if (!this.finished.add(finished.trial())) {
            return;
          }
        }
        case Event.Waited _,
            Event.Offered _,
            Event.Answered _,
            Event.Withdrawn _,
            Event.Noted _,
            Event.Opened _,
            Event.Ended _ -> {}
      }
      Instant now = Instant.now();
      double at = now.getEpochSecond() + now.getNano() / 1e9;
      entries.add(new Entry(entries.size() + 1, at, event));
    }
  }

  private Log log(String run) {
    Log log = logs.get(run);
    if (log == null) {
      throw KnownRuns.unknown(run);
    }
    return log;
  }

  @Override
  public synchronized void create(RunHeader header) {
    if (logs.putIfAbsent(header.id(), new Log(header)) != null) {
      throw KnownRuns.exists(header.id());
    }
  }

  @Override
  public synchronized Optional<RunHeader> header(String id) {
    return KnownRuns.resolve(id, logs.keySet()).map(full -> log(full).header);
  }

  @Override
  public synchronized List<RunHeader> runs() {
    return logs.values().stream().map(log -> log.header).toList().reversed();
  }

  @Override
  public synchronized List<Entry> read(String run, long after) {
    List<Entry> entries = log(run).entries;
    return List.copyOf(entries.subList((int) Math.min(after, entries.size()), entries.size()));
  }

  @Override
  public synchronized Optional<Entry> last(String run) {
    List<Entry> entries = log(run).entries;
    return entries.isEmpty() ? Optional.empty() : Optional.of(entries.getLast());
  }

  @Override
  public synchronized boolean lead(String run, Worker worker) {
    Log log = log(run);
    if (log.leader != null && !log.leader.equals(worker.id())) {
      return false;
    }
    log.leader = worker.id();
    log.workers.put(worker.id(), worker);
    return true;
  }

  @Override
  public synchronized void follow(String run, Worker worker) {
    log(run).workers.put(worker.id(), worker);
  }

  @Override
  public synchronized List<Worker> workers(String run) {
    return List.copyOf(log(run).workers.values());
  }

  @Override
  public synchronized void leave(String run, Worker worker) {
    Log log = log(run);
    log.workers.remove(worker.id());
    if (worker.id().equals(log.leader)) {
      log.leader = null;
    }
  }

  @Override
  public synchronized boolean append(String run, Worker leader, List<Event> events) {
    Log log = log(run);
    if (!leader.id().equals(log.leader)) {
      return false;
    }
    log.addAll(events);
    return true;
  }

  @Override
  public synchronized void finish(String run, List<Event.Finished> results) {
    results.forEach(log(run)::add);
  }

  @Override
  public synchronized boolean claim(String run, long trial, Worker worker) {
    Log log = log(run);
    if (!log.holders.containsKey(trial) || log.finished.contains(trial)) {
      return false;
    }
    String holder = log.holders.get(trial);
    if (worker.id().equals(holder)) {
      return true;
    }
    if (holder != null && log.workers.containsKey(holder)) {
      return false;
    }
    log.add(new Event.Claimed(trial, worker.id()));
    return true;
  }

  /** In a temporary folder, made when first asked for, which goes with the journal. */
  @Override
  public synchronized Path files(String run) {
    try {
      if (folder == null) {
        folder = Files.createTempDirectory("talweg-files");
      }
      return folder.resolve(run);
    } catch (IOException e) {
      throw new JournalException("no temporary folder can be made", e);
    }
  }

  @Override
  public synchronized void close() {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new JournalException("the temporary folder " + folder + " cannot be deleted", e);
    }
  }
}
