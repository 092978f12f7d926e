package io.waybill.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Why the command cannot go on, in words for whoever typed it, and the exit code that says so. */
final class Complaint extends RuntimeException {
  private final int exit;

  private Complaint(int exit, String message) {
    super(message, null, false, false);
    this.exit = exit;
  }

  /** The workflow or the command line is wrong. */
  static Complaint wrong(String message) {
    return new Complaint(Exit.WRONG, message);
  }

  /** Something could not be read or written. */
  static Complaint trouble(String message) {
    return new Complaint(Exit.TROUBLE, message);
  }

  /** Somebody pressed Ctrl-C before there was anything to show. */
  static Complaint cancelled() {
    return new Complaint(Exit.CANCELLED, "cancelled: nothing was written");
  }

  /** What is made, or what is said against making it of what somebody gave. */
  static <T> T wrongIfRefused(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  /** {@code cannot write out/: permission denied}. */
  static Complaint trouble(String doing, Path file, IOException cause) {
    return trouble("cannot %s %s: %s".formatted(doing, file, why(cause)));
  }

  int exit() {
    return exit;
  }

  /** What the system says, in words: the exceptions of {@code nio} mostly carry only the path. */
  static String why(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NotDirectoryException || cause instanceof FileAlreadyExistsException) {
      return "it is not a folder";
    }
    var said = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
    return said == null ? cause.getClass().getSimpleName() : said;
  }
}
