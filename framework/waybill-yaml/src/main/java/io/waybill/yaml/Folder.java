package io.waybill.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a workflow's files lie: nothing outside the root is ever opened, and no name leads there.
 *
 * @param root the folder of the workflow that is read, links resolved
 * @param base what names are relative to: the root, or a folder below it for a plan that lies there
 */
record Folder(Path root, Path base) {
  /** In bytes. */
  static final long LARGEST = 16L << 20;

  /** A name that leads to no file. */
  static final class Unreachable extends Exception {
    private static final long serialVersionUID = 1;

    Unreachable(String message) {
      super(message);
    }

    /** What is wrong, in words that follow the path of the name. */
    String said() {
      return String.valueOf(getMessage());
    }
  }

  static Folder of(Path folder) {
    var root = folder.toAbsolutePath().normalize();
    try {
      root = root.toRealPath();
    } catch (IOException missing) {
      // then no file is found in it, which is said where one is named
    }
    return new Folder(root, root);
  }

  /** The same root, seen from the folder that a file lies in. */
  Folder at(Path file) {
    var parent = file.getParent();
    return new Folder(root, parent == null ? root : parent);
  }

  /** A name as it would be written in the root. */
  String fromRoot(String written) {
    var relative = root.relativize(base.resolve(written).normalize()).toString();
    return (relative.isEmpty() ? "." : relative).replace('\\', '/');
  }

  /** A regular file of at most {@link #LARGEST} bytes. */
  Path file(String written) throws Unreachable {
    var path = existing(written);
    if (Files.isDirectory(path)) {
      throw new Unreachable("names '%s', which is a folder; it must be a file".formatted(written));
    }
    if (!Files.isRegularFile(path)) {
      throw new Unreachable("names '%s', which is no regular file".formatted(written));
    }
    try {
      if (Files.size(path) > LARGEST) {
        throw new Unreachable("names '%s', which is larger than 16 MiB".formatted(written));
      }
    } catch (IOException e) {
      throw new Unreachable("names '%s', which cannot be read".formatted(written));
    }
    return path;
  }

  /** A folder. */
  Path folder(String written) throws Unreachable {
    var path = existing(written);
    if (!Files.isDirectory(path)) {
      throw new Unreachable("names '%s', which is a file; it must be a folder".formatted(written));
    }
    return path;
  }

  /** The text of a file of at most 1 MiB. */
  byte[] bytes(String written) throws Unreachable {
    try (var in = Files.newInputStream(file(written))) {
      return in.readNBytes(FileText.LARGEST + 1);
    } catch (IOException e) {
      throw new Unreachable("names '%s', which cannot be read".formatted(written));
    }
  }

  private Path existing(String written) throws Unreachable {
    var path = inside(written);
    if (!Files.exists(path)) {
      throw new Unreachable(
          "names '%s', which does not exist. %s"
              .formatted(Known.clipped(written), Known.among(written, besides(path))));
    }
    try {
      var real = path.toRealPath();
      if (!real.startsWith(root)) {
        throw new Unreachable(
            "names '%s', a link that leads out of the workflow's folder".formatted(written));
      }
      return real;
    } catch (IOException e) {
      throw new Unreachable("names '%s', which cannot be read".formatted(written));
    }
  }

  private Path inside(String written) throws Unreachable {
    try {
      var path = Path.of(written);
      var target = base.resolve(path).normalize();
      if (path.isAbsolute() || !target.startsWith(root)) {
        throw new Unreachable(
            "names '%s', which is not below the workflow's folder"
                .formatted(Known.clipped(written)));
      }
      return target;
    } catch (InvalidPathException e) {
      throw new Unreachable("names '%s', which is no file name".formatted(Known.clipped(written)));
    }
  }

  /** What lies where the file should, as it would be written; never a look outside the root. */
  private List<String> besides(Path missing) {
    var folder = missing.getParent();
    try {
      if (folder == null || !folder.toRealPath().startsWith(root)) {
        return List.of();
      }
      try (var files = Files.list(folder)) {
        return files
            .limit(100)
            .map(file -> base.relativize(file).toString().replace('\\', '/'))
            .sorted()
            .toList();
      }
    } catch (IOException e) {
      return List.of();
    }
  }
}
