package io.waybill.local;

import io.waybill.work.CallContext;
import io.waybill.work.Encoder;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Passage;
import io.waybill.work.Question;
import io.waybill.work.Score;
import io.waybill.work.Source;
import io.waybill.work.WorkException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Picks the sentences that answer a question, if any is near enough. */
record Quoter(Encoder encoder, Quotes.Bar bar, Memory memory) {
  /** Sentences are read alone: the same question has the same answer, whoever else asks. */
  Quoter(Encoder encoder, Quotes.Bar bar) {
    this(encoder.alone(), bar, new Memory(encoder.alone()));
  }

  /** Of many sentences only the first are looked at; passages come nearest first. */
  static final int LOOKED_AT = 64;

  /** How much a sentence owes to the passage around it: measured, see {@code QuotesTest}. */
  static final double PASSAGE = 0.3;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  /** Shorter ones are labels and titles. */
  private static final int FEWEST_WORDS = 4;

  /** A sentence that may be quoted; {@code passage} is the position of the one it stands in. */
  private record Candidate(String text, Source source, int passage) {}

  private record Scored(Candidate candidate, double score) {}

  /**
   * The answer, with what was spent before on the bill.
   *
   * @return fails with {@link ErrorKind#REFUSED} if nothing is near enough
   */
  Mono<Outcome<String>> answer(Question asked, Spent before, CallContext call) {
    var candidates = candidates(asked.passages());
    if (candidates.isEmpty()) {
      return Mono.error(refused(before, "there is no sentence that could be quoted"));
    }
    var quotable =
        Stream.concat(
                asked.passages().stream().map(Passage::text),
                candidates.stream().map(Candidate::text))
            .toList();
    return Flux.mergeSequential(
            encoder.encode(asked.question()),
            Flux.fromIterable(quotable).flatMapSequential(memory::encode))
        .collectList()
        .map(encoded -> chosen(asked, candidates, encoded, before))
        .doOnNext(outcome -> tell(outcome, call));
  }

  private static List<Candidate> candidates(List<Passage> passages) {
    var found = new HashSet<List<Object>>();
    var candidates = new ArrayList<Candidate>();
    for (int i = 0; i < passages.size(); i++) {
      var passage = passages.get(i);
      for (var span : Sentences.in(passage.text())) {
        var candidate = new Candidate(span.of(passage.text()), source(passage, span), i);
        if (quotable(candidate.text())
            && found.add(List.of(candidate.source(), candidate.text()))) {
          candidates.add(candidate);
        }
      }
    }
    return candidates.subList(0, Math.min(LOOKED_AT, candidates.size()));
  }

  /** A heading, a lead-in and a question answer nothing. */
  private static boolean quotable(String sentence) {
    return WORD.matcher(sentence).results().limit(FEWEST_WORDS).count() == FEWEST_WORDS
        && !sentence.endsWith(":")
        && !sentence.endsWith("?")
        && !sentence.startsWith("#")
        && !sentence.startsWith("```");
  }

  /** Exact, unless the passage's text is not what stands at its source. */
  private static Source source(Passage passage, Span span) {
    var whole = passage.source();
    return whole.to() - whole.from() == passage.text().length()
        ? new Source(
            whole.document(), whole.from() + span.from(), whole.from() + span.to(), whole.digest())
        : whole;
  }

  private Outcome<String> chosen(
      Question asked, List<Candidate> candidates, List<Encoder.Encoded> encoded, Spent before) {
    var spent = encoded.stream().map(Spent::on).reduce(before, Spent::plus);
    var ranked =
        scored(asked, candidates, encoded.stream().map(Encoder.Encoded::vector).toList()).stream()
            .sorted(Comparator.comparingDouble(scored -> -scored.score()))
            .toList();
    var best = ranked.get(0);
    if (best.score() < bar.near()) {
      throw refused(
          spent,
          String.format(
              Locale.ROOT,
              "no passage is near enough to answer: the nearest sentence (%s) scores %.2f, it takes %.2f",
              best.candidate().source(),
              best.score(),
              bar.near()));
    }
    var quoted =
        ranked.stream()
            .filter(scored -> scored.score() >= best.score() * bar.beside())
            .limit(bar.sentences())
            .map(Scored::candidate)
            .sorted(inDocumentOrder(candidates))
            .toList();
    var text = String.join(" ", quoted.stream().map(Candidate::text).toList());
    return Outcome.of(text, spent.usage(encoder), Outcome.Kind.QUOTED)
        .from(quoted.stream().map(Candidate::source).distinct().toList())
        .scored(List.of(new Score("nearness", best.score(), "", Score.Origin.MODEL)));
  }

  private static List<Scored> scored(
      Question asked, List<Candidate> candidates, List<float[]> vectors) {
    var rarity = Words.in(candidates.stream().map(Candidate::text).toList());
    var words = Words.of(asked.question());
    var question = vectors.get(0);
    var passages = vectors.subList(1, 1 + asked.passages().size());
    var sentences = vectors.subList(1 + asked.passages().size(), vectors.size());
    return IntStream.range(0, candidates.size())
        .mapToObj(
            i -> {
              var candidate = candidates.get(i);
              double own =
                  Nearness.of(
                      Nearness.cosine(question, sentences.get(i)),
                      rarity.overlap(words, Words.of(candidate.text())));
              double around = Nearness.cosine(question, passages.get(candidate.passage()));
              return new Scored(candidate, (1 - PASSAGE) * own + PASSAGE * around);
            })
        .toList();
  }

  /** Documents in the order in which the passages name them, sentences as they stand there. */
  private static Comparator<Candidate> inDocumentOrder(List<Candidate> all) {
    var documents =
        all.stream().map(candidate -> candidate.source().document()).distinct().toList();
    return Comparator.<Candidate>comparingInt(
            candidate -> documents.indexOf(candidate.source().document()))
        .thenComparingInt(candidate -> candidate.source().from());
  }

  private static void tell(Outcome<String> outcome, CallContext call) {
    call.emit(outcome.value());
    call.reached(CallContext.Moment.LAST);
  }

  private WorkException refused(Spent spent, String why) {
    return new WorkException(ErrorKind.REFUSED, spent.usage(encoder), why);
  }
}
