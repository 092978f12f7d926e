package io.waybill.routing.fit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.routing.data.Fingerprints;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;

/** Where a router comes from, in the content of its {@link Artefact}: the same for every kind. */
public final class ProvenanceJson {
  private ProvenanceJson() {}

  /** Writes all but what was seen, which is long and stands last. */
  public static void write(Provenance provenance, ObjectNode content) {
    var encoder = content.putObject("encoder");
    encoder.put("name", provenance.encoder().name());
    encoder.put("digest", provenance.encoder().digest());
    encoder.put("dimensions", provenance.encoder().dimensions());
    content.put("fitted", provenance.date().toString());
    content.put("seed", provenance.seed());
    var sources = content.putArray("sources");
    for (var source : provenance.sources()) {
      var object = sources.addObject();
      object.put("role", source.role());
      object.put("name", source.name());
      object.put("digest", source.digest());
      object.put("rows", source.rows());
      object.put("left_out", source.leftOut());
    }
  }

  public static void writeSeen(Provenance provenance, ObjectNode content) {
    content.put("seen", provenance.seen().written());
  }

  /** What was written. */
  public static Provenance read(Artefact artefact) {
    var content = artefact.content();
    var encoder = content.path("encoder");
    var sources = new ArrayList<Provenance.Source>();
    for (var source : content.path("sources")) {
      sources.add(
          new Provenance.Source(
              source.path("role").asText(),
              source.path("name").asText(),
              source.path("digest").asText(),
              source.path("rows").intValue(),
              source.path("left_out").intValue()));
    }
    return new Provenance(
        new Provenance.Reads(
            encoder.path("name").asText(),
            encoder.path("digest").asText(),
            encoder.path("dimensions").intValue()),
        date(content.path("fitted").asText()),
        content.path("seed").longValue(),
        sources,
        Fingerprints.read(content.path("seen").asText()));
  }

  private static LocalDate date(String written) {
    try {
      return LocalDate.parse(written);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("it has no date on which it was fitted", e);
    }
  }
}
