package io.waybill.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.local.Readers.How;
import io.waybill.local.Readers.Waiting;
import io.waybill.work.Encoder.Encoded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ReadersTest {
  private static final How TOGETHER = new How(false, Take.LAST);
  private static final How ALONE = new How(true, Take.LAST);

  private final List<List<String>> read = Collections.synchronizedList(new ArrayList<>());
  private final Semaphore holding = new Semaphore(0);
  private final CountDownLatch held = new CountDownLatch(1);
  private final Readers readers = new Readers("test", 1, this::read);

  /** Answers with the length of a text; holds on to whoever asks for it, and fails on demand. */
  private List<Encoded> read(List<Waiting> texts) {
    read.add(texts.stream().map(waiting -> waiting.text).toList());
    if (texts.get(0).text.equals("hold")) {
      holding.release();
      waitFor(held);
    }
    texts.stream()
        .filter(waiting -> waiting.text.startsWith("bad"))
        .findFirst()
        .ifPresent(
            waiting -> {
              throw new IllegalStateException(waiting.text);
            });
    return texts.stream()
        .map(waiting -> new Encoded(new float[0], waiting.text.length(), Duration.ZERO))
        .toList();
  }

  /** What is read after one text, during which all of these have come. */
  private List<List<String>> readOf(List<String> texts, Function<String, Mono<Encoded>> asking) {
    var first = together("hold").subscribe();
    waitUntilHeld(1);
    var all = Flux.fromIterable(texts).flatMap(asking, texts.size()).collectList().toFuture();
    held.countDown();
    assertEquals(texts.size(), all.join().size());
    assertTrue(first.isDisposed());
    return read.subList(1, read.size());
  }

  private Mono<Encoded> together(String text) {
    return readers.vector(text, TOGETHER);
  }

  @Test
  void whoComesToAFreeThreadIsReadAlone() {
    for (var text : List.of("a", "b", "c")) {
      assertEquals(1, together(text).block().tokens());
    }
    assertEquals(List.of(List.of("a"), List.of("b"), List.of("c")), read);
  }

  @Test
  void thoseWhoWaitForABusyThreadAreReadTogetherAtMostEight() {
    var texts = IntStream.range(10, 30).mapToObj(i -> "text" + i).toList();
    assertEquals(
        List.of(texts.subList(0, 8), texts.subList(8, 16), texts.subList(16, 20)),
        readOf(texts, this::together));
  }

  @Test
  void threadsShareTheLine() {
    var two = new Readers("test", 2, this::read);
    var first =
        List.of(two.vector("hold", TOGETHER).subscribe(), two.vector("hold", TOGETHER).subscribe());
    waitUntilHeld(2);
    var texts = IntStream.range(0, 6).mapToObj(i -> "text" + i).toList();
    var all =
        Flux.fromIterable(texts).flatMap(text -> two.vector(text, TOGETHER)).then().toFuture();
    held.countDown();
    all.join();
    assertEquals(2, first.size());
    // of six, the first and half of the other five; how the rest goes is a matter of who is quicker
    assertTrue(read.contains(texts.subList(0, 3)), read.toString());
  }

  @Test
  void textsOfALikeLengthAreReadTogetherAndWhoCameFirstIsServedFirst() {
    var texts =
        IntStream.range(0, 12).mapToObj(i -> (i % 2 == 0 ? "short" : "x".repeat(70)) + i).toList();
    var first = readOf(texts, this::together).get(0);
    assertEquals(
        IntStream.range(0, 6).mapToObj(i -> texts.get(2 * i)).toList(), first.subList(0, 6));
  }

  @Test
  void longTextsAreReadAlone() {
    var texts = List.of("x".repeat(500), "y".repeat(500));
    assertEquals(List.of(texts.subList(0, 1), texts.subList(1, 2)), readOf(texts, this::together));
  }

  @Test
  void whoeverAsksToBeReadAloneIs() {
    var texts = List.of("alone1", "text1", "alone2", "text2");
    assertEquals(
        List.of(List.of("alone1"), List.of("text1", "text2"), List.of("alone2")),
        readOf(texts, text -> readers.vector(text, text.startsWith("alone") ? ALONE : TOGETHER)));
  }

  @Test
  void whoCancelsHasLeftTheLine() {
    var first = together("hold").subscribe();
    waitUntilHeld(1);
    var told = new ArrayList<Object>();
    var left = together("left").subscribe(told::add, told::add);
    var stays = together("stays").toFuture();
    left.dispose();
    held.countDown();
    assertEquals(5, stays.join().tokens());
    assertTrue(first.isDisposed());
    assertEquals(List.of(List.of("hold"), List.of("stays")), read);
    assertEquals(List.of(), told);
  }

  @Test
  void whoCancelsBeforeHeJoinsNeverDoes() {
    var first = together("hold").subscribe();
    waitUntilHeld(1);
    together("left")
        .subscribe(
            new BaseSubscriber<>() {
              @Override
              protected void hookOnSubscribe(Subscription subscription) {
                cancel();
              }
            });
    var stays = together("stays").toFuture();
    held.countDown();
    assertEquals(5, stays.join().tokens());
    assertTrue(first.isDisposed());
    assertEquals(List.of(List.of("hold"), List.of("stays")), read);
  }

  @Test
  void anErrorReachesWhoeverAskedAndNobodyElse() {
    var texts = List.of("bad", "good", "fine");
    var failed = Collections.synchronizedList(new ArrayList<String>());
    var read =
        readOf(
            texts,
            text ->
                together(text)
                    .doOnError(e -> failed.add(text))
                    .onErrorResume(e -> Mono.just(new Encoded(new float[0], 0, Duration.ZERO))));
    assertEquals(
        List.of(texts, List.of("bad"), List.of("good"), List.of("fine")), read, "each once more");
    assertEquals(List.of("bad"), failed);
    assertEquals(5, together("after").block().tokens());
  }

  @Test
  void whoFailsAtHearingOfItTakesNobodysVectorAndNoThread() {
    var first = together("hold").subscribe();
    waitUntilHeld(1);
    var fails =
        together("bad")
            .doOnError(
                e -> { // which Reactor lets through to whoever told it
                  throw new NoClassDefFoundError("of whoever asked");
                })
            .subscribe();
    var beside = together("beside").toFuture();
    held.countDown();
    assertEquals(6, beside.orTimeout(30, TimeUnit.SECONDS).join().tokens());
    assertEquals(5, together("after").block(Duration.ofSeconds(30)).tokens());
    assertTrue(first.isDisposed());
    fails.dispose();
  }

  @Test
  void whereThereIsNoThreadTheNextToAskIsNotTakenForOneWhoIsServed() {
    var none = new AtomicBoolean(true);
    var readers =
        new Readers(
            1,
            this::read,
            task -> {
              if (none.getAndSet(false)) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              task.run();
            });
    assertThrows(OutOfMemoryError.class, () -> readers.vector("first", TOGETHER).block());
    assertEquals(6, readers.vector("second", TOGETHER).block(Duration.ofSeconds(30)).tokens());
  }

  private void waitUntilHeld(int threads) {
    try {
      assertTrue(holding.tryAcquire(threads, 30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
