package io.waybill.memory;

import io.waybill.work.Conversation;
import io.waybill.work.ErrorKind;
import io.waybill.work.Offload;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Conversations in a folder; there is one of these per folder in a process, because locks on files
 * are between processes only.
 */
final class FolderConversations implements Conversations {
  private static final Map<Path, FolderConversations> OPEN = new ConcurrentHashMap<>();
  private static final Scheduler THREADS = Offload.scheduler("waybill-memory");

  private final Path folder;

  private FolderConversations(Path folder) {
    this.folder = folder;
  }

  static FolderConversations of(Path folder) {
    return OPEN.computeIfAbsent(folder.toAbsolutePath().normalize(), FolderConversations::new);
  }

  @Override
  public Mono<Conversation> load(String id) {
    return offloaded(() -> kept(Conversation.begun(id)));
  }

  @Override
  public Mono<Conversation> save(Conversation conversation) {
    return offloaded(() -> replace(conversation));
  }

  private interface Touching {
    Conversation files() throws IOException;
  }

  private Mono<Conversation> offloaded(Touching touching) {
    return Mono.fromCallable(touching::files)
        .subscribeOn(THREADS)
        .onErrorMap(IOException.class, this::unusable);
  }

  private WorkException unusable(IOException error) {
    return new WorkException(
        ErrorKind.STORE,
        Usage.NONE,
        "the conversations in '%s' cannot be reached: %s".formatted(folder.getFileName(), error),
        error);
  }

  private synchronized Conversation replace(Conversation conversation) throws IOException {
    OwnerOnly.folder(folder);
    var write = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(folder.resolve(".lock"), write, OwnerOnly.file(folder))) {
      channel.lock(); // given back when the channel is closed
      var kept = kept(conversation);
      var next = Conversations.next(kept, conversation);
      if (!next.equals(kept)) {
        write(next);
      }
      return next;
    }
  }

  private Conversation kept(Conversation otherwise) throws IOException {
    try {
      return Written.read(Files.newInputStream(file(otherwise.id())), otherwise.id());
    } catch (NoSuchFileException never) {
      return otherwise.version() == 0 && otherwise.messages().isEmpty()
          ? otherwise
          : Conversation.begun(otherwise.id());
    }
  }

  /** Beside it first, and onto the disk; then in its place, in one step. */
  private void write(Conversation conversation) throws IOException {
    var file = file(conversation.id());
    var beside = Files.createTempFile(folder, ".new", ".json", OwnerOnly.file(folder));
    try {
      Written.write(beside, conversation);
      Written.replace(beside, file);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private Path file(String id) {
    return folder.resolve(Written.name(id));
  }
}
