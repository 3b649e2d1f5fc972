package io.millwright.sim.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TechnicianCrewTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final OrderBook book = new OrderBook(StandInKind.CMMS);
  private final List<Feedback> sent = new ArrayList<>();
  private final Deque<Promise<Boolean>> answers = new ArrayDeque<>();
  private final List<String> repairs = new ArrayList<>();

  @Test
  void anOrderIsAcceptedStartedAndCompletedEachAfterTheAnswerToTheOneBefore() {
    TechnicianCrew crew = crew(0, 0, (asset, meter, time) -> 752.5);
    assign(crew);
    crew.tick(NOW);
    assertThat(sent).isEmpty();

    crew.tick(NOW.plus(Duration.ofDays(1)));
    crew.tick(NOW.plus(Duration.ofDays(1)));
    assertThat(sent).extracting(Feedback::type).containsExactly("accepted");
    answers.remove().complete(true);
    crew.tick(NOW.plus(Duration.ofDays(1)));
    answers.remove().complete(true);
    assertThat(repairs).isEmpty();
    crew.tick(NOW.plus(Duration.ofDays(1)));
    answers.remove().complete(true);

    assertThat(sent).extracting(Feedback::type).containsExactly("accepted", "started", "completed");
    assertThat(sent).extracting(Feedback::time).isSorted();
    assertThat(sent.get(2).time()).isBeforeOrEqualTo(NOW.plus(HOUR.multipliedBy(3)));
    assertThat(sent.get(2).meterValue()).isEqualTo(752.5);
    assertThat(sent.get(2).remoteId()).isEqualTo("CMMS-1");
    assertThat(repairs).containsExactly("EX-104 " + sent.get(2).time());
    assertThat(book.counted(Count.COMPLETED)).isEqualTo(1);
    assertThat(book.orders().get(0).status()).isEqualTo("completed");
    assertThat(crew.open()).isZero();
  }

  @Test
  void withoutAMeterBoardTheCompletionCarriesTheReadingOfTheOrder() {
    TechnicianCrew crew = crew(0, 0, MeterBoard.AS_IN_THE_ORDER);
    assign(crew);
    workOff(crew);

    assertThat(sent.get(2).meterValue()).isEqualTo(741.0);
  }

  @Test
  void aCancelledOrderHasAReasonAndRepairsNothing() {
    TechnicianCrew crew = crew(1, 0, MeterBoard.AS_IN_THE_ORDER);
    assign(crew);
    workOff(crew);

    assertThat(sent).singleElement().satisfies(f -> assertThat(f.reason()).isNotBlank());
    assertThat(sent.get(0).type()).isEqualTo("cancelled");
    assertThat(repairs).isEmpty();
    assertThat(book.counted(Count.CANCELLED)).isEqualTo(1);
  }

  @Test
  void aRepeatIsTheSameReport() {
    TechnicianCrew crew = crew(0, 1, MeterBoard.AS_IN_THE_ORDER);
    assign(crew);
    workOff(crew);

    assertThat(sent).hasSize(6);
    assertThat(sent.get(1)).isEqualTo(sent.get(0));
    assertThat(sent.get(5)).isEqualTo(sent.get(4));
    assertThat(book.counted(Count.FEEDBACK_REPEATED)).isEqualTo(3);
    assertThat(book.counted(Count.COMPLETED)).isEqualTo(1);
    assertThat(repairs).hasSize(1);
  }

  @Test
  void aRefusalEndsTheJob() {
    TechnicianCrew crew = crew(0, 0, MeterBoard.AS_IN_THE_ORDER);
    assign(crew);
    crew.tick(NOW.plus(Duration.ofDays(1)));
    answers.remove().complete(false);
    crew.tick(NOW.plus(Duration.ofDays(2)));

    assertThat(sent).hasSize(1);
    assertThat(crew.open()).isZero();
    assertThat(book.counted(Count.FEEDBACK_REFUSED)).isEqualTo(1);
  }

  private TechnicianCrew crew(double cancelShare, double repeatShare, MeterBoard board) {
    return new TechnicianCrew(
        new TechnicianHabits(HOUR, HOUR, HOUR, cancelShare, repeatShare),
        new SplittableRandom(1),
        board,
        (asset, time) -> repairs.add(asset + " " + time),
        this::send,
        book);
  }

  private Future<Boolean> send(Feedback feedback) {
    sent.add(feedback);
    Promise<Boolean> answer = Promise.promise();
    answers.add(answer);
    return answer.future();
  }

  private void assign(TechnicianCrew crew) {
    IncomingOrder incoming = IncomingOrder.parse(Orders.body("8d0c"));
    OrderBook.Entry entry = book.create(incoming, null, NOW);
    assertThat(entry).isNotNull();
    crew.assign(entry.order(), incoming);
  }

  private void workOff(TechnicianCrew crew) {
    for (int i = 0; i < 10; i++) {
      crew.tick(NOW.plus(Duration.ofDays(1)));
      while (!answers.isEmpty()) {
        answers.remove().complete(true);
      }
    }
    assertThat(crew.open()).isZero();
  }
}
