package org.talweg.engine.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds the process that keeps an SQLite file locked, from Linux's list of file locks; elsewhere it
 * only says that there is one. SQLite locks bytes of the file, and in WAL mode of its -shm file.
 */
final class LockHolder {
  private static final Path LOCKS = Path.of("/proc/locks");

  private LockHolder() {}

  /** The holder in words. */
  static String of(Path file) {
    try {
      List<String> locks = Files.readAllLines(LOCKS);
      for (String suffix : List.of("-shm", "")) {
        Path locked = Path.of(file + suffix);
        if (Files.exists(locked)) {
          String inode = ":" + Files.getAttribute(locked, "unix:ino");
          for (String lock : locks) {
            // 1: POSIX  ADVISORY  WRITE 4711 fd:01:1234567 120 120
            String[] words = lock.strip().split("\\s+");
            if (words.length >= 6 && words[3].equals("WRITE") && words[5].endsWith(inode)) {
              return process(Long.parseLong(words[4]));
            }
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      // Not Linux, or nothing there that can be read.
    }
    return "another process";
  }

  private static String process(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().command())
        .map(command -> "process " + pid + " (" + Path.of(command).getFileName() + ")")
        .orElse("process " + pid);
  }
}
