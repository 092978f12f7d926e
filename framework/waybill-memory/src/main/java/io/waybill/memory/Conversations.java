package io.waybill.memory;

import io.waybill.work.Conversation;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.nio.file.Path;
import reactor.core.publisher.Mono;

/**
 * Where conversations are kept, by their ids. Never holds the calling thread; failures are {@link
 * WorkException}s.
 */
public interface Conversations {
  /**
   * The conversation as it was last kept; one in which nobody has said anything if it never was.
   */
  Mono<Conversation> load(String id);

  /**
   * Keeps a conversation, if what is kept is still the version that it was made from, and answers
   * it under its new version. Keeping the same twice is keeping it once; anything else that comes
   * too late is an {@link ErrorKind#INVALID} failure, and changes nothing.
   */
  Mono<Conversation> save(Conversation conversation);

  /** In the memory of this process, for as long as somebody holds the store. */
  static Conversations inMemory() {
    return new HeldConversations();
  }

  /**
   * In a folder, which is made when the first is kept: one JSON file for each, for its owner only.
   * Files are named by the digests of ids, so no id is a path, and each is replaced in one step.
   * Several stores, and several processes, may share a folder.
   */
  static Conversations in(Path folder) {
    return FolderConversations.of(folder);
  }

  /**
   * What to keep in the place of what is kept now: for stores, which must call it and act on its
   * answer without anybody coming between.
   *
   * @throws WorkException if the new one was not made from what is kept
   */
  static Conversation next(Conversation kept, Conversation now) {
    if (kept.version() == now.version()) {
      return now.kept(now.version() + 1);
    }
    if (kept.version() == now.version() + 1 && kept.says(now)) {
      return kept;
    }
    throw new WorkException(
        ErrorKind.INVALID,
        Usage.NONE,
        "the conversation went on meanwhile: version %d is kept, this one was made from version %d. Recall it and say it again."
            .formatted(kept.version(), now.version()));
  }
}
