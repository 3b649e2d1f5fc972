package io.millwright.ingest.mqtt.limit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RefusalLogTest {
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(RefusalLog.class);
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final RefusalLog log = new RefusalLog(now::get);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
  }

  @Test
  void saysItOnceAMinuteAndHowOftenMeanwhile() {
    log.warn("gw", "a", "did it");
    log.warn("gw", "a", "did it");
    log.warn("gw", "b", "did that");
    log.warn("other", "a", "did it");
    now.set(Instant.EPOCH.plusSeconds(59));
    log.warn("gw", "a", "did it");
    now.set(Instant.EPOCH.plusSeconds(60));
    log.warn("gw", "a", "did it");
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "gw did it",
            "gw did that",
            "other did it",
            "gw did it (2 times more since the last warning)");
  }

  @Test
  void namesFromOutsideCannotForgeLines() {
    log.warn("gw\nERROR x", "a", "did\tit " + "y".repeat(1000));
    assertThat(lines.list.get(0).getFormattedMessage())
        .startsWith("gw?ERROR x did?it y")
        .hasSizeLessThan(320);
  }
}
