package io.millwright.rules.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the benchmark measures is quiet, and what is quiet makes no garbage. */
class QuietPathTest {
  private static final int READINGS = 100_000;

  @ParameterizedTest
  @EnumSource
  void aReadingThatRaisesNothingAllocatesNothing(Shape shape) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ReadingStream stream = new ReadingStream(shape, 100);
    Fleet fleet = new Fleet(shape, 100);
    fleet.take(stream, READINGS); // Loads classes, and begins the plans' baselines.

    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    fleet.take(stream, READINGS);
    long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

    assertThat(allocated).as("bytes for %d readings", READINGS).isLessThan(READINGS / 10);
  }

  @ParameterizedTest
  @EnumSource
  void theHandWrittenArraysAreQuietToo(Shape shape) {
    new HandWritten(shape, 100).take(new ReadingStream(shape, 100), READINGS);
  }
}
