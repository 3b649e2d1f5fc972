package io.millwright.ingest.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingest.dispatch.WaitingOrders.Page;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WaitingOrdersTest {
  private static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");
  private final WaitingOrders orders = new WaitingOrders(4);

  @Test
  void givesWhatIsDueEarliestFirst() {
    orders.add(order(3, NOW));
    orders.add(order(2, NOW.plusSeconds(1)));
    orders.add(order(1, NOW));

    assertThat(numbers(orders.takeDue(NOW, 10))).containsExactly(1L, 3L);
    assertThat(orders.nextDue()).contains(NOW.plusSeconds(1));
  }

  @Test
  void hurriesAllButThoseTheTargetMayBeCreating() {
    orders.add(order(1, NOW.plusSeconds(60)));
    orders.add(order(2, NOW.plusSeconds(60)).again(NOW.plusSeconds(60), true));
    orders.hurryAll(NOW);

    assertThat(numbers(orders.takeDue(NOW, 10))).containsExactly(1L);
    assertThat(orders.hurry(id(2), NOW)).isTrue();
    assertThat(numbers(orders.takeDue(NOW, 10))).containsExactly(2L);
    assertThat(orders.hurry(id(2), NOW)).isFalse();
  }

  @Test
  void remembersWhatDidNotFitAndReadsItInPages() {
    for (int number = 1; number <= 9; number++) {
      assertThat(orders.add(order(number, NOW))).isEqualTo(number <= 4);
    }
    assertThat(orders.nextPage(2)).isEmpty();

    orders.takeDue(NOW, 3);
    Page first = orders.nextPage(2).orElseThrow();
    assertThat(first.after()).isEqualTo(4);
    assertThat(first.limit()).isEqualTo(2);
    orders.pageRead(first, 2, 6);
    assertThat(orders.nextPage(10).orElseThrow().after()).isEqualTo(6);
  }

  @Test
  void endsWithAPageThatIsNotFull() {
    orders.leaveOut(0);
    Page page = orders.nextPage(3).orElseThrow();
    orders.pageRead(page, 2, 8);

    assertThat(orders.nextPage(3)).isEmpty();
  }

  @Test
  void readsAgainWhenAnotherWasLeftOutMeanwhile() {
    orders.leaveOut(10);
    Page page = orders.nextPage(3).orElseThrow();
    orders.leaveOut(5); // committed after the page's snapshot, perhaps
    orders.pageRead(page, 0, 0);

    assertThat(orders.nextPage(3).orElseThrow().after()).isEqualTo(5);
  }

  private static Waiting order(long number, Instant due) {
    return new Waiting(id(number), number, due, false, 0);
  }

  private static UUID id(long number) {
    return new UUID(0, number);
  }

  private static List<Long> numbers(List<Waiting> orders) {
    return orders.stream().map(Waiting::number).toList();
  }
}
