package org.talweg.engine.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The append-only record of runs, shared by all processes that work on them.
 *
 * <p>One process at a time <em>leads</em> a run: it asks the strategy and appends {@link
 * Event.Asked}. Any other <em>follows</em>: it claims free trials and appends {@link
 * Event.Finished}. What a method has appended when it returns survives the death of the process.
 * Every method throws {@link JournalException} where the store cannot be used, and then has
 * appended nothing.
 */
public interface Journal extends AutoCloseable {
  /** An event with its place in the run's order and when it was appended. */
  record Entry(long sequence, double epochSeconds, Event event) {}

  /**
   * A process that works on a run.
   *
   * @param id host, process and its start, so that it never comes again
   * @param parallel evaluations it runs at a time
   */
  record Worker(String id, int parallel) {}

  /** Records a new run. */
  void create(RunHeader header);

  /** A run's header; the id may be shortened as long as it is unique. */
  Optional<RunHeader> header(String id);

  /** All runs, newest first. */
  List<RunHeader> runs();

  /** The run's events after that place, in order; 0 for all. */
  List<Entry> read(String run, long after);

  /** The run's last event, which tells its state at little cost; empty where none happened yet. */
  Optional<Entry> last(String run);

  /**
   * Takes the lead of a run, or renews it; called at least every {@link #BEAT} seconds.
   *
   * @return false while another live process leads
   */
  boolean lead(String run, Worker worker);

  /** Says that a follower is alive; called at least every {@link #BEAT} seconds. */
  void follow(String run, Worker worker);

  /** The processes at work on the run, the leader included. */
  List<Worker> workers(String run);

  /** Says that the process no longer works on the run. */
  void leave(String run, Worker worker);

  /**
   * Appends events in one transaction.
   *
   * @return false, having appended nothing, where the worker no longer leads the run
   */
  boolean append(String run, Worker leader, List<Event> events);

  /**
   * Appends results of trials, in one transaction, from whichever worker; a trial that has a result
   * keeps it.
   */
  void finish(String run, List<Event.Finished> results);

  /**
   * Appends a claim of a free trial, or of one whose worker is gone. Appends nothing where the
   * worker has it already.
   *
   * @return whether the worker has it now; false where it was never asked, is finished, or another
   *     worker has it
   */
  boolean claim(String run, long trial, Worker worker);

  /** Where a run keeps what is too large for events; the folder need not exist. */
  Path files(String run);

  @Override
  void close();

  /** Seconds between signs of life. */
  double BEAT = 2;

  /** Seconds after which a silent process on another machine counts as gone. */
  double SILENCE = 15;
}
