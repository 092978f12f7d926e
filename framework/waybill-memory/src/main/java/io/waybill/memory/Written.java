package io.waybill.memory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.work.Conversation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A conversation as a JSON file. */
final class Written {
  private static final int LARGEST = 16 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Written() {}

  /** The name of the file of an id: its digest, so that no id can lead anywhere else. */
  static String name(String id) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(id.getBytes(StandardCharsets.UTF_8))) + ".json";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What is wrong with a file is said without a word of what is in it. */
  static Conversation read(InputStream opened, String id) throws IOException {
    try (var file = opened) {
      var bytes = file.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException(name(id) + " is longer than 16 MB");
      }
      var conversation = JSON.readValue(bytes, Conversation.class);
      if (!conversation.id().equals(id)) {
        throw new IOException(name(id) + " is the file of another conversation");
      }
      return conversation;
    } catch (JsonProcessingException damaged) {
      var where = damaged.getLocation();
      throw new IOException(
          "%s is damaged in line %d, column %d"
              .formatted(
                  name(id),
                  where == null ? 0 : where.getLineNr(),
                  where == null ? 0 : where.getColumnNr()));
    }
  }

  static void write(Path file, Conversation conversation) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var bytes = JSON.writeValueAsBytes(conversation);
      if (bytes.length > LARGEST) {
        throw new IOException("the conversation is longer than 16 MB; let a window come before");
      }
      var left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  static void replace(Path beside, Path file) throws IOException {
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
