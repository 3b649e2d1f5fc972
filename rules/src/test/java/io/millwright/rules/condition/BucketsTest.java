package io.millwright.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What a window holds, and the line through it, beside the same made from all readings. */
class BucketsTest {
  private static final long OVER = 60_000;

  private record Point(long time, double value) {}

  private final RandomGenerator random =
      RandomGeneratorFactory.of("L64X128MixRandom").create(20261123);

  private static void add(Buckets buckets, long time, double value) {
    int bucket = buckets.enter(time);
    double count = buckets.count(bucket) + 1;
    double mean = buckets.value(bucket);
    double meanTime = buckets.extra(bucket);
    buckets.set(
        bucket,
        count,
        mean + (value - mean) / count,
        meanTime + (time - buckets.start(bucket) - meanTime) / count);
  }

  @Test
  void withOneReadingABucketItIsExact() {
    Buckets buckets = new Buckets(OVER);
    List<Point> all = new ArrayList<>();
    long time = 1_767_225_600_000L;
    for (int i = 0; i < 2000; i++) {
      time += 1000 + random.nextInt(4000);
      double value = random.nextInt(-1000, 1000) / 10.0;
      all.add(new Point(time, value));
      add(buckets, time, value);
      long now = time;
      List<Point> held = all.stream().filter(p -> p.time >= now - OVER).toList();
      assertThat(buckets.readings()).isEqualTo(held.size());
      assertThat(buckets.size()).isLessThanOrEqualTo(62);
      assertSameLine(Trend.of(buckets, now), held, now);
    }
  }

  private static void assertSameLine(Trend trend, List<Point> points, long now) {
    double t = points.stream().mapToDouble(p -> p.time - now).average().orElseThrow();
    double x = points.stream().mapToDouble(Point::value).average().orElseThrow();
    double tt = points.stream().mapToDouble(p -> square(p.time - now - t)).sum();
    double tx = points.stream().mapToDouble(p -> (p.time - now - t) * (p.value - x)).sum();
    double slope = tx / tt;
    if (points.size() < 5) {
      assertThat(trend.slope).isZero();
      assertThat(trend.isSure(0)).isFalse();
      return;
    }
    double rest =
        points.stream().mapToDouble(p -> square(p.value - x - slope * (p.time - now - t))).sum();
    double error = Math.sqrt(rest / (points.size() - 2) / tt);
    assertThat(trend.slope).isCloseTo(slope, Offset.offset(1e-9));
    assertThat(trend.level).isCloseTo(x - slope * t, Offset.offset(1e-6));
    assertThat(trend.error).isCloseTo(error, Offset.offset(1e-9));
    assertThat(trend.isSure(2)).isEqualTo(Math.abs(slope) > 2 * error);
  }

  private static double square(double value) {
    return value * value;
  }

  @Test
  void withManyReadingsABucketItReachesBackByASixtiethMore() {
    Buckets buckets = new Buckets(OVER);
    for (long time = 0; time <= 10 * OVER; time += 100) {
      add(buckets, time, 1);
      assertThat(buckets.size()).isLessThanOrEqualTo(62);
      if (time > OVER + 1000) {
        assertThat(buckets.readings()).isBetween(600.0, 611.0);
      }
    }
  }

  @Test
  void itIsFullOnceItsReadingsGoBackFarEnoughAndAfterAGapFillsAnew() {
    Buckets buckets = new Buckets(OVER);
    add(buckets, 500, 1);
    assertThat(buckets.isFull(500)).isFalse();
    add(buckets, OVER + 499, 1);
    assertThat(buckets.isFull(OVER + 499)).isFalse();
    add(buckets, OVER + 500, 1);
    assertThat(buckets.isFull(OVER + 500)).isTrue();
    long after = 2 * OVER + 501;
    add(buckets, after, 1);
    assertThat(buckets.size()).isEqualTo(1);
    assertThat(buckets.isFull(after)).isFalse();
  }

  @Test
  void whatIsForgottenMustFillAnew() {
    Buckets buckets = new Buckets(OVER);
    for (long time = 0; time <= OVER; time += 5000) {
      add(buckets, time, 1);
    }
    assertThat(buckets.isFull(OVER)).isTrue();
    buckets.forget(30_000);
    assertThat(buckets.readings()).isEqualTo(6);
    assertThat(buckets.begin()).isEqualTo(35_000);
    assertThat(buckets.isFull(OVER)).isFalse();
    buckets.forget(OVER);
    assertThat(buckets.memory()).isNull();
  }

  @Test
  void whatItRemembersMakesItGoOnTheSame() {
    Buckets one = new Buckets(OVER);
    long time = 0;
    for (int i = 0; i < 500; i++) {
      time += random.nextInt(5000);
      Buckets other = new Buckets(OVER);
      if (one.memory() != null) {
        other.remember(one.memory());
      }
      double value = random.nextDouble();
      add(one, time, value);
      add(other, time, value);
      assertThat(other.memory()).isEqualTo(one.memory());
    }
  }
}
