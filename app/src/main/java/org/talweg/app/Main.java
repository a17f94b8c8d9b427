package org.talweg.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The {@code talweg} command. Exit status: 0 success, 1 failure, 2 wrong usage. */
@Command(
    name = "talweg",
    description = "You say what to optimise; Talweg decides how.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Runnable {

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs one command line in this JVM and returns its exit status. */
  static int run(String... args) {
    return new CommandLine(new Main()).execute(args);
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** The version of the jar that this class was loaded from, and of the Java that runs it. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {
        "talweg " + (version == null ? "(unpackaged)" : version) + ", Java " + Runtime.version()
      };
    }
  }
}
