package io.millwright.ingest.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PermitTest {
  private final Queue<Promise<Void>> pauses = new ArrayDeque<>();
  private final AtomicBoolean active = new AtomicBoolean();
  private final Permit permit =
      new Permit(
          () -> {
            Promise<Void> pause = Promise.promise();
            pauses.add(pause);
            return pause.future();
          },
          active::get);

  @Test
  void isGrantedAtOnceToTheActiveOne() {
    active.set(true);
    assertThat(permit.granted().succeeded()).isTrue();
    assertThat(pauses).isEmpty();
  }

  @Test
  void isNotGrantedBeforeTheLockIsBack() {
    Future<Void> granted = permit.granted();
    pauses.remove().complete();
    assertThat(granted.isComplete()).isFalse();
    active.set(true);
    pauses.remove().complete();
    assertThat(granted.succeeded()).isTrue();
    assertThat(pauses).isEmpty();
  }

  /** The database may be away for days. */
  @Test
  void waitsForAsLongAsItTakes() {
    Future<Void> granted = permit.granted();
    for (int i = 0; i < 1_000_000; i++) {
      pauses.remove().complete();
    }
    active.set(true);
    pauses.remove().complete();
    assertThat(granted.succeeded()).isTrue();
  }
}
