package io.millwright.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BacklogTest {
  private static final int ROUNDS = 50_000;
  private static final int SPINS = 1_000;

  private final RecordingSource source = new RecordingSource();

  /** Checks the contract: pause and resume come in turns. */
  private static final class RecordingSource implements FlowControl {
    final List<String> calls = new ArrayList<>();

    @Override
    public void pause() {
      calls.add("pause");
    }

    @Override
    public void resume() {
      calls.add("resume");
    }
  }

  private Backlog backlog(int high) {
    Backlog backlog = new Backlog(high);
    backlog.register(source);
    return backlog;
  }

  @Test
  void pausesAboveTheHighMarkAndResumesAtTheLowOne() {
    Backlog backlog = backlog(10);
    backlog.add(10);
    assertThat(source.calls).isEmpty();
    backlog.add(1);
    backlog.add(5);
    assertThat(source.calls).containsExactly("pause");
    backlog.remove(10);
    assertThat(backlog.isPaused()).isTrue();
    backlog.remove(1);
    assertThat(source.calls).containsExactly("pause", "resume");
    assertThat(backlog.waiting()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anEmptyQueueNeverKeepsSourcesPaused(int high) {
    Backlog backlog = backlog(high);
    backlog.add(high + 1);
    backlog.remove(high + 1);
    assertThat(source.calls).containsExactly("pause", "resume");
  }

  @Test
  void aSourceThatComesWhileItIsFullIsPausedOnce() {
    Backlog backlog = new Backlog(10);
    backlog.add(11);
    backlog.register(source);
    assertThat(source.calls).containsExactly("pause");
    backlog.remove(11);
    assertThat(source.calls).containsExactly("pause", "resume");
  }

  @Test
  void sourcesStayPausedOnceClosed() {
    Backlog backlog = backlog(10);
    backlog.add(11);
    backlog.close();
    backlog.remove(11);
    assertThat(source.calls).containsExactly("pause");

    Backlog idle = new Backlog(10);
    RecordingSource late = new RecordingSource();
    idle.close();
    idle.register(late);
    assertThat(late.calls).containsExactly("pause");
  }

  /** The queue runs empty just while the valve closes: the last removal has to open it again. */
  @Test
  void noResumeIsMissedWhenBothMarksAreCrossedAtOnce() throws Exception {
    Backlog backlog = backlog(1);
    Thread consumer =
        new Thread(
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                await(() -> backlog.waiting() > 0);
                backlog.remove(2);
              }
            });
    consumer.start();
    int stuck = 0;
    for (int i = 0; i < ROUNDS; i++) {
      backlog.add(2);
      await(() -> backlog.waiting() == 0);
    }
    consumer.join();
    stuck += backlog.isPaused() ? 1 : 0;
    assertThat(stuck).isZero();
    for (int i = 0; i < source.calls.size(); i++) {
      assertThat(source.calls.get(i)).isEqualTo(i % 2 == 0 ? "pause" : "resume");
    }
  }

  /** Spins, for the threads are to meet; not for long, for there may be one processor for both. */
  private static void await(BooleanSupplier condition) {
    for (int spins = 0; !condition.getAsBoolean(); spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(1);
      }
    }
  }
}
