package io.millwright.rules.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.rules.state.AssetState;
import io.millwright.rules.state.AssetState.AlarmState;
import io.millwright.rules.state.AssetState.BeliefState;
import io.millwright.rules.state.AssetState.ConditionState;
import io.millwright.rules.state.AssetState.Cover;
import io.millwright.rules.state.AssetState.Deferral;
import io.millwright.rules.state.AssetState.FaultState;
import io.millwright.rules.state.AssetState.HalfState;
import io.millwright.rules.state.AssetState.Lateness;
import io.millwright.rules.state.AssetState.LeafState;
import io.millwright.rules.state.AssetState.Memory;
import io.millwright.rules.state.AssetState.MeterState;
import io.millwright.rules.state.AssetState.OffsetMove;
import io.millwright.rules.state.AssetState.OpenHalf;
import io.millwright.rules.state.AssetState.OpenPlan;
import io.millwright.rules.state.AssetState.PlanState;
import io.millwright.rules.state.AssetState.RateState;
import io.millwright.rules.state.AssetState.RecentState;
import io.millwright.rules.state.AssetState.ShelfState;
import io.millwright.rules.state.AssetState.Skips;
import io.millwright.rules.state.ConditionPhase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class AssetStateJsonTest {
  private final RandomGenerator random =
      RandomGeneratorFactory.of("L64X128MixRandom").create(20261123);

  private double number() {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? value : random.nextDouble() / 3;
  }

  private @Nullable Long maybeTime() {
    return random.nextBoolean() ? null : Long.valueOf(random.nextLong());
  }

  private List<OffsetMove> moves() {
    return random.nextBoolean()
        ? List.of()
        : List.of(
            new OffsetMove(
                random.nextLong(),
                random.nextBoolean(),
                number(),
                number(),
                random.nextLong(),
                number(),
                number()));
  }

  private AlarmState alarm(String name) {
    return new AlarmState(
        ConditionPhase.CLEARING,
        maybeTime(),
        maybeTime(),
        random.nextBoolean(),
        random.nextBoolean(),
        maybeTime(),
        maybeTime(),
        random.nextBoolean()
            ? null
            : new ShelfState(
                maybeTime(), random.nextBoolean(), name, random.nextBoolean() ? null : name),
        Map.of(
            name,
            new LeafState(
                ConditionPhase.ACTIVE, maybeTime(), null, true, random.nextLong(), null)));
  }

  private AssetState state() {
    Map<String, MeterState> meters = new HashMap<>();
    Map<String, PlanState> plans = new HashMap<>();
    Map<String, ConditionState> conditions = new HashMap<>();
    Map<String, FaultState> faults = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = "ø\"/" + random.nextInt();
      RateState rate = new RateState(random.nextLong(), number(), random.nextLong(), number());
      meters.put(
          name,
          new MeterState(
              random.nextLong(),
              number(),
              number(),
              moves(),
              random.nextBoolean() ? null : rate,
              random.nextBoolean()
                  ? null
                  : new RecentState(List.of(random.nextLong()), List.of(number()), maybeTime()),
              random.nextBoolean() ? null : new BeliefState(number(), random.nextLong())));
      plans.put(
          name,
          new PlanState(
              List.of(
                  new HalfState(name, number(), null), new HalfState(null, number(), maybeTime())),
              random.nextInt(),
              random.nextBoolean()
                  ? null
                  : new OpenPlan(
                      List.of(
                          new OpenHalf(name, number(), random.nextBoolean()),
                          new OpenHalf(null, number(), random.nextBoolean())),
                      random.nextBoolean()
                          ? null
                          : new Lateness(
                              maybeTime(),
                              maybeTime(),
                              new Deferral(random.nextLong(), name, name, maybeTime(), name, null)),
                      random.nextBoolean() ? null : new Cover(name, random.nextInt())),
              random.nextInt(),
              maybeTime(),
              random.nextBoolean() ? null : new Skips(random.nextLong(), List.of(name))));
      ConditionPhase[] phases = ConditionPhase.values();
      conditions.put(
          name,
          new ConditionState(
              random.nextInt(),
              random.nextBoolean(),
              maybeTime(),
              random.nextInt(),
              maybeTime(),
              random.nextBoolean()
                  ? Map.of()
                  : Map.of(
                      name,
                      new LeafState(
                          phases[random.nextInt(phases.length)],
                          maybeTime(),
                          maybeTime(),
                          random.nextBoolean(),
                          random.nextLong(),
                          random.nextBoolean()
                              ? null
                              : new Memory(
                                  List.of(random.nextLong()), List.of(number(), number())))),
              random.nextBoolean() ? null : alarm(name),
              random.nextBoolean() ? true : null));
      faults.put(
          name,
          new FaultState(
              random.nextLong(),
              random.nextBoolean(),
              random.nextBoolean() ? null : random.nextBoolean() ? Set.of() : Set.of(name)));
    }
    return new AssetState(meters, plans, conditions, faults);
  }

  @Test
  void everyStateComesBackToTheLastBit() {
    for (int i = 0; i < 2000; i++) {
      AssetState state = state();
      String json = AssetStateJson.toJson(state);
      assertThat(json).doesNotContain("\n");
      assertThat(AssetStateJson.fromJson(json)).isEqualTo(state);
    }
  }

  @Test
  void whatALaterVersionAddedIsIgnored() {
    assertThat(
            AssetStateJson.fromJson(
                """
                {"meters":{"h":{"lastTime":1,"lastValue":2.5,"offset":0,"new":[1]}},
                 "plans":{},"conditions":{},"faults":{},"more":{"x":1}}\
                """))
        .isEqualTo(
            new AssetState(
                Map.of("h", new MeterState(1, 2.5, 0, List.of(), null, null, null)),
                Map.of(),
                Map.of(),
                Map.of()));
  }

  @Test
  void whatAnEarlierVersionDidNotHaveIsNothing() {
    assertThat(AssetStateJson.fromJson("{}")).isEqualTo(AssetState.EMPTY);
  }

  @Test
  void aPlanOfAnEarlierVersionKeepsItsBaselinesAndItsOrder() {
    PlanState plan =
        AssetStateJson.fromJson(
                """
                {"plans":{"p":{"meter":"h","baseTotal":250.5,"baseTime":1767222000000,
                 "anchorTime":1767222000001,"cycle":3,"open":{"dueTotal":500.5,
                 "dueTime":1782856800000,"byUsage":true},"heldBack":2},
                 "q":{"meter":null,"baseTotal":null,"baseTime":7,"anchorTime":7,"cycle":0,
                 "open":null,"heldBack":0}}}\
                """)
            .plans()
            .get("p");
    assertThat(plan).isNotNull();
    assertThat(plan.halves())
        .containsExactly(
            new HalfState("h", 250.5, null),
            new HalfState(null, 1_767_222_000_000.0, 1_767_222_000_001L));
    assertThat(plan.cycle()).isEqualTo(3);
    assertThat(plan.heldBack()).isEqualTo(2);
    OpenPlan open = plan.open();
    assertThat(open).isNotNull();
    assertThat(open.halves())
        .containsExactly(
            new OpenHalf("h", 500.5, true), new OpenHalf(null, 1_782_856_800_000.0, false));
  }

  @Test
  void aDamagedStateIsRefused() {
    assertThatThrownBy(() -> AssetStateJson.fromJson("{\"meters\":{"))
        .isInstanceOf(JacksonException.class);
  }
}
