package io.waybill.routing.judge;

import java.util.List;
import java.util.Optional;

/**
 * What an evaluation was made with, and on what.
 *
 * @param parts whatever the figures hang on: a router file, its encoder, a model, a prompt, the
 *     rows
 * @param sample what is known of the rows
 */
public record Evaluated(List<Part> parts, Sample sample) {
  /** The {@link Part#role} of a router file. */
  public static final String ROUTER = "router";

  /** The {@link Part#role} of an encoder. */
  public static final String ENCODER = "encoder";

  /** The {@link Part#role} of the rows. */
  public static final String DATA = "data";

  /**
   * Something that figures hang on.
   *
   * @param role what it is there: {@value #ROUTER}, {@value #ENCODER}, {@value #DATA}, {@code
   *     model}, {@code prompt}
   * @param name for people: {@code intents.router}, {@code minilm}
   * @param digest {@code sha256:…}; other content has another one
   */
  public record Part(String role, String name, String digest) {}

  /**
   * What is known of rows.
   *
   * @param split which part of the data they are: {@code test}
   * @param labels who said what each belongs to: {@code the field 'label'}, {@code a person}
   * @param leaked how many others were left out, since the router was fitted on the same text
   */
  public record Sample(String split, String labels, int leaked) {}

  /**
   * A part that is another one by now.
   *
   * @param was empty if the evaluation was made without any
   */
  public record Change(Optional<Part> was, Part now) {
    /** {@code encoder: was minilm sha256:1f3a…, is bge sha256:77c0…}. */
    @Override
    public String toString() {
      return "%s: was %s, is %s"
          .formatted(now.role, was.map(Change::shown).orElse("not there"), shown(now));
    }

    private static String shown(Part part) {
      var digest = part.digest;
      return part.name + " " + (digest.length() > 19 ? digest.substring(0, 19) + "…" : digest);
    }
  }

  public Evaluated {
    parts = List.copyOf(parts);
    if (parts.stream().map(Part::role).distinct().count() < parts.size()) {
      throw new IllegalArgumentException("two parts have one role: " + parts);
    }
  }

  /** The part with that role. */
  public Optional<Part> part(String role) {
    return parts.stream().filter(part -> part.role.equals(role)).findFirst();
  }

  /**
   * What changed since: those of the given parts that have another digest here, or are not here at
   * all. If there are any, the evaluation says nothing of them, and it is time for another one. Of
   * parts that are not given, nothing is said.
   */
  public List<Change> changedTo(List<Part> now) {
    return now.stream()
        .filter(part -> part(part.role).filter(was -> was.digest.equals(part.digest)).isEmpty())
        .map(part -> new Change(part(part.role), part))
        .toList();
  }
}
