package io.waybill.testkit;

import io.waybill.ledger.PriceBook;
import io.waybill.plan.Plan;
import io.waybill.run.Engine;
import io.waybill.run.EngineClock;
import io.waybill.run.Journal;
import io.waybill.run.Run;
import io.waybill.run.RunEvent;
import io.waybill.run.RunOptions;
import io.waybill.run.RunResult;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Engines with one fault each; what is not named here goes well with all of them. */
class EngineContractTest {
  /** A sound engine, spoiled. */
  abstract static class Spoiled extends EngineContract {
    Setting setting(Setting given) {
      return given;
    }

    <O> Run<O> spoil(Run<O> sound) {
      return sound;
    }

    @Override
    public Engine engine(Setting setting) {
      var sound = RandomPlansTest.engine(setting(setting));
      return new Engine() {
        @Override
        public <O> Run<O> start(Plan<O> plan, Map<String, ?> inputs, RunOptions options) {
          return spoil(sound.start(plan, inputs, options));
        }
      };
    }
  }

  /** A run that is like another, but for what is overridden. */
  static class Like<O> implements Run<O> {
    final Run<O> sound;

    Like(Run<O> sound) {
      this.sound = sound;
    }

    @Override
    public String id() {
      return sound.id();
    }

    @Override
    public Flux<RunEvent> events() {
      return sound.events();
    }

    @Override
    public Mono<RunResult<O>> result() {
      return sound.result();
    }

    @Override
    public void cancel(String reason) {
      sound.cancel(reason);
    }
  }

  static class KnowsNoPrices extends Spoiled {
    @Override
    Setting setting(Setting given) {
      return given.prices(PriceBook.EMPTY);
    }
  }

  static class KeepsNoJournal extends Spoiled {
    @Override
    Setting setting(Setting given) {
      return given.journal(Journal.NONE);
    }
  }

  static class TellsNobody extends Spoiled {
    @Override
    Setting setting(Setting given) {
      return new Setting(given.prices(), given.journal(), List.of(), given.clock());
    }
  }

  static class LooksAtTheWall extends Spoiled {
    @Override
    Setting setting(Setting given) {
      return given.clock(EngineClock.SYSTEM);
    }
  }

  static class CannotBeCancelled extends Spoiled {
    @Override
    <O> Run<O> spoil(Run<O> sound) {
      return new Like<>(sound) {
        @Override
        public void cancel(String reason) {}
      };
    }
  }

  static class GoesOnWhenTheResultIsLeft extends Spoiled {
    @Override
    <O> Run<O> spoil(Run<O> sound) {
      return new Like<>(sound) {
        @Override
        public Mono<RunResult<O>> result() {
          return Mono.fromFuture(sound.result().toFuture(), true);
        }
      };
    }
  }

  static class ForgetsHowItEnded extends Spoiled {
    @Override
    <O> Run<O> spoil(Run<O> sound) {
      return events(sound, all -> all.filter(event -> !(event instanceof RunEvent.Ended)));
    }
  }

  static class TellsLateComersOnlyTheEnd extends Spoiled {
    @Override
    <O> Run<O> spoil(Run<O> sound) {
      return events(sound, all -> all.filter(event -> !(event instanceof RunEvent.RunStarted)));
    }
  }

  static class KeepsTokensToItself extends Spoiled {
    @Override
    <O> Run<O> spoil(Run<O> sound) {
      return events(sound, all -> all.ofType(RunEvent.Recorded.class).cast(RunEvent.class));
    }
  }

  private static <O> Run<O> events(Run<O> sound, UnaryOperator<Flux<RunEvent>> told) {
    return new Like<>(sound) {
      @Override
      public Flux<RunEvent> events() {
        return told.apply(sound.events());
      }
    };
  }

  @Test
  void anEngineThatKnowsNoPricesIsNoticed() {
    Planted.noticedBy(
        KnowsNoPrices.class,
        "aCallInsideACallThatFailsIsBilledOnce",
        "aCallInsideACallWhoseOutcomeIsPassedOnIsBilledOnce",
        "aFailingStepCancelsTheOthersAtOnceAndSaysWhereAndWhatWasSpent",
        "aFallbackIsAskedWhenTheFirstHasFailedForGood",
        "aJournalThatDoesNotTakeAnAnswerEndsTheRunAndTheMoneyIsPosted",
        "aRescueIsChosenByKindAndGetsTheFailure",
        "anAnswerIsMadeNoLongerThanWhatIsLeftBuys",
        "callsAtTheSameTimeDoNotSpendTheSameMoney",
        "callsInsideACallArePostedWithTheirOrdinals",
        "everyAttemptIsPostedTheFailedOnesToo",
        "randomPlansGiveWhatTheReferenceSays",
        "theBestIsTheHeaviestOfAllThatCameIn",
        "onAPoolACallIsGivenTheTimeThatWhatIsLeftBuys",
        "whatALoserHadUsedIsBookedAsWaste",
        "whatIsHeldForACallItselfIsStillLeft",
        "whatIsHeldIsGivenBackAndOnlyWhatWasUsedIsSpent");
  }

  @Test
  void anEngineThatKeepsNoJournalIsNoticed() {
    Planted.noticedBy(
        KeepsNoJournal.class,
        "aJournalThatDoesNotTakeAnAnswerEndsTheRunAndTheMoneyIsPosted",
        "aJournalThatTakesNothingIsAnErrorAndNotSilence",
        "anEventIsVisibleOnlyOnceItIsKept");
  }

  @Test
  void anEngineThatTellsNobodyIsNoticed() {
    Planted.noticedBy(
        TellsNobody.class,
        "aListenerThatThrowsChangesNothing",
        "anEventIsVisibleOnlyOnceItIsKept",
        "listenersAreToldInTheirOrderOfEveryRecordedEvent",
        "qualityEntersTheSameBooks");
  }

  @Test
  void anEngineThatCannotBeCancelledIsNoticed() {
    Planted.noticedBy(
        CannotBeCancelled.class,
        "aCallInsideACallIsCancelledWithIt",
        "aCancelledRunIsNotRescued",
        "aRunIsCancelledInTheMiddleOfAnAnswerThatIsGoneThrough",
        "cancellingPostsWhatWasInFlightAndEndsWithTheReason",
        "cancellingTheRunCancelsAllRunners");
    Planted.noticedBy(
        GoesOnWhenTheResultIsLeft.class, "leavingTheResultCancelsTheRunAndLeavingTheEventsDoesNot");
  }

  @Test
  void anEngineWhoseEventsLackSomethingIsNoticed() {
    Planted.noticedBy(
        ForgetsHowItEnded.class,
        "aSlowFollowerMissesNothingThatIsRecorded",
        "anEventIsVisibleOnlyOnceItIsKept",
        "cancellingPostsWhatWasInFlightAndEndsWithTheReason",
        "eventsBeginAtTheBeginningHoweverLateOneComes",
        "leavingTheResultCancelsTheRunAndLeavingTheEventsDoesNot",
        "theEventsAddUpToTheWaybill",
        "theEventsOfAFailedRunEndWithItsFailure");
    Planted.noticedBy(
        TellsLateComersOnlyTheEnd.class,
        "aSlowFollowerMissesNothingThatIsRecorded",
        "anEventIsVisibleOnlyOnceItIsKept",
        "eventsBeginAtTheBeginningHoweverLateOneComes");
    Planted.noticedBy(
        KeepsTokensToItself.class,
        "oncePartOfAnAnswerWasShownItIsNotTriedAgain",
        "tokensAreSeenWhileTheyAreSaid");
  }

  @Test
  void anEngineThatLooksAtTheWallIsNoticed() {
    Planted.noticedAtLeastBy(
        LooksAtTheWall.class,
        "aBranchGetsWhatItCapturesWhenItComesToBe",
        "aDiamondInADiamondTakesTheLongestWayThroughBoth",
        "aDiamondTakesItsLongerSide",
        "aFailingStepCancelsTheOthersAtOnceAndSaysWhereAndWhatWasSpent",
        "aGuardsAnswerIsNotGoneThroughBeforeItIsThere",
        "aMapOfMapsKeepsItsBounds",
        "aMapOfMapsTakesAsLongAsItsSlowestItem",
        "aQuorumIsThereWithTheLastRunnerThatItNeeds",
        "aQuorumThatHasBecomeImpossibleFailsAtOnceAndCancelsTheRest",
        "aRouterInsideABranchWaitsOnlyForWhatItReads",
        "aRunnerGetsWhatItReadsWhenItComesToBe",
        "aRunnerThatSpendsItsOwnBudgetIsOut",
        "aStepMakesDoWithWhatHadComeOfItsAnswer",
        "aStepThatDoesSomethingInTheWorldWaitsForTheWholeAnswer",
        "aStepThatGoesThroughAnAnswerBeginsWithItsFirstPiece",
        "aTimeoutCountsForEveryAttempt",
        "anAnswerThatComesAllAtOnceIsGoneThroughWhenItIsThere",
        "anAttemptThatTakesTooLongStallsAndIsStopped",
        "backoffDoublesAndOnlyTheFirstAttemptOfAWorkIsMadeAtOnce",
        "branchesOfDifferentLengthDoNotWaitForEachOther",
        "callsAreToldTheirDeadlineAndWhatIsLeft",
        "cancellingPostsWhatWasInFlightAndEndsWithTheReason",
        "eachStartsTheNextItemAsSoonAsOneEnds",
        "everyTurnAndEveryItemHasARaceOfItsOwn",
        "ifOneOfTwoFailsTheOtherMayStillAnswerAndIfBothDoTheyAreTriedAgain",
        "noMorePiecesAreGoneThroughAtOnceThanTheStepAllows",
        "ofTwoAskedTheOneThatSpeaksFirstIsHeardAndBothArePaid",
        "onAPoolACallIsGivenTheTimeThatWhatIsLeftBuys",
        "oneDeadlineHoldsForTheWholeRun",
        "theBestIsTheHeaviestOfAllThatCameIn",
        "theFirstRunnerThatGoesWellGivesTheValueAndTheOthersAreStopped",
        "thePiecesOfAnAnswerAreOnTheWaybillAndItAddsUp",
        "theResultsAreInTheOrderOfThePiecesWhoeverIsFaster",
        "whatAModelSaysOfItsTimeStandsInItsPosting",
        "whatComesTooLateForTheRunIsNotTriedAgainAndNotBegun",
        "whatMattersInTheWorldIsNotDoneAgainUnlessItCannotHaveBeenDone",
        "whatSpokeInTimeIsNotAskedTwice",
        "whatWasMadeOfAnAnswerThatTurnsOutOtherwiseIsTakenBack",
        "whoeverAskedForAPauseIsGivenIt");
  }
}
