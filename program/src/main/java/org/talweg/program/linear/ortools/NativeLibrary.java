package org.talweg.program.linear.ortools;

import com.google.ortools.Loader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads OR-Tools' native code once. The library's own loader unpacks 70 MB into a new folder at
 * every start; here they are unpacked once per version, into the user's cache folder
 * ($XDG_CACHE_HOME or ~/.cache), and found there from then on. Where that is not possible, or not
 * on Linux or macOS, the library's own loader does it.
 */
final class NativeLibrary {
  private static @Nullable String failure;
  private static boolean loaded = false;

  private NativeLibrary() {}

  /**
   * Loads it unless it is loaded.
   *
   * @return why it cannot be, or null
   */
  static synchronized @Nullable String load() {
    if (loaded || failure != null) {
      return failure;
    }
    try {
      if (!loadCached()) {
        Loader.loadNativeLibraries();
      }
      loaded = true;
    } catch (LinkageError | RuntimeException e) {
      failure =
          "OR-Tools' native library cannot be loaded on this machine (%s, %s): %s"
              .formatted(
                  System.getProperty("os.name"), System.getProperty("os.arch"), e.getMessage());
    }
    return failure;
  }

  private static boolean loadCached() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    boolean mac = os.contains("mac");
    if (!mac && !os.contains("linux")) {
      return false;
    }
    String platform =
        "ortools-"
            + (mac ? "darwin" : "linux")
            + (arch.equals("aarch64") || arch.equals("arm64") ? "-aarch64" : "-x86-64");
    String main = System.mapLibraryName("jniortools");
    URL inside = Loader.class.getResource("/" + platform + "/" + main);
    if (inside == null || !inside.getProtocol().equals("jar")) {
      return false;
    }
    try {
      Path folder = cache().resolve(platform + "-" + version(platform));
      if (!Files.exists(folder)) {
        unpack(inside.toURI(), platform, folder);
      }
      System.load(folder.resolve(main).toAbsolutePath().toString());
      return true;
    } catch (IOException | URISyntaxException | UnsatisfiedLinkError e) {
      return false;
    }
  }

  private static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path root =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return root.resolve("talweg");
  }

  private static String version(String platform) throws IOException {
    String name = "/META-INF/maven/com.google.ortools/" + platform + "/pom.properties";
    try (InputStream in = Loader.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no " + name);
      }
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    }
  }

  /** Unpacks beside the folder and moves it there in one step: others may be doing the same. */
  private static void unpack(URI inside, String platform, Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    Path fresh = Files.createTempDirectory(folder.getParent(), "unpacking");
    URI jar = URI.create(inside.toString().replaceAll("!/.*", ""));
    try (var files = FileSystems.newFileSystem(jar, Map.of());
        Stream<Path> libraries = Files.list(files.getPath("/" + platform))) {
      for (Path library : (Iterable<Path>) libraries::iterator) {
        Files.copy(library, fresh.resolve(library.getFileName().toString()));
      }
    }
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      try (Stream<Path> left = Files.list(fresh)) {
        for (Path file : List.copyOf(left.toList())) {
          Files.delete(file);
        }
      }
      Files.delete(fresh);
    }
  }
}
