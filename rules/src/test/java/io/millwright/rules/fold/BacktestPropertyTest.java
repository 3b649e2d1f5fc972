package io.millwright.rules.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.rules.backtest.AssetBacktest;
import io.millwright.rules.backtest.LeadWindow;
import io.millwright.rules.backtest.Question;
import io.millwright.rules.backtest.ReadingBlock;
import io.millwright.rules.backtest.Tally;
import io.millwright.rules.event.Event;
import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A back-test raises what the fold raises when time ticks as it is due: there is one evaluator. */
class BacktestPropertyTest {
  private static final int EVENTS = 2_000;
  private static final int BLOCK = 40;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void raisesWhatTheFoldRaises(long seed) {
    List<Event> facts = new ArrayList<>(new RandomLife(seed).events(EVENTS));
    facts.removeIf(event -> event instanceof Event.OrderClosed || event instanceof Event.Tick);
    Scene scene = new Scene(Scene.asset(), RandomLife.RULES);
    for (Event fact : facts) {
      tick(scene, fact.time());
      scene.step(fact);
    }
    List<String> raised =
        scene.orders.stream()
            .map(order -> order.raisedAt() + " " + order.rule().id() + order.evidence().why())
            .sorted()
            .toList();

    assertThat(raised).isNotEmpty();
    assertThat(backtest(facts, new RandomLife(~seed).random())).isEqualTo(raised);
  }

  private static void tick(Scene scene, long time) {
    for (long next = scene.fold.nextTick(); next <= time; next = scene.fold.nextTick()) {
      scene.step(new Event.Tick(next == Long.MIN_VALUE ? time : next));
    }
  }

  /** In blocks of any size: where they end makes no difference. */
  private static List<String> backtest(List<Event> facts, RandomGenerator random) {
    long last = facts.get(facts.size() - 1).time();
    LeadWindow any = new LeadWindow(0, last, last);
    Question question = new Question(RandomLife.RULES, 0, last, null, any);
    Tally tally = new Tally(question);
    Asset asset = Scene.asset();
    Map<String, Integer> indices = new TreeMap<>();
    for (Meter meter : asset.meters()) {
      indices.put(meter.name(), indices.size());
    }
    AssetBacktest backtest = new AssetBacktest(question, asset, List.of(), last, tally);
    ReadingBlock block = new ReadingBlock(BLOCK);
    for (Event fact : facts) {
      if (block.isFull() || random.nextInt(BLOCK) == 0 || !(fact instanceof Event.Reading)) {
        backtest.readings(block);
        block.clear();
      }
      if (fact instanceof Event.Reading reading) {
        int meter = indices.getOrDefault(reading.meter(), -1);
        block.add(meter, reading.time(), reading.value(), reading.flags());
      } else {
        backtest.event(fact);
      }
    }
    backtest.readings(block);
    backtest.end();
    return tally.report().orders().stream()
        .map(order -> order.raisedAt() + " " + order.rule() + order.why())
        .sorted()
        .toList();
  }
}
