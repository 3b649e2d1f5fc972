package io.millwright.ingest.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterPidTest {
  @Test
  void readsProcessAndPort() {
    String text =
        "4182\n/cache/data\n1795403915\n54999\n\n127.0.0.1\n  2155270         4\nready   \n";
    assertThat(PostmasterPid.parse(text)).contains(new PostmasterPid(4182, 54999));
  }

  @Test
  void hasNoPortWhileTheServerIsStillComingUp() {
    assertThat(PostmasterPid.parse("4182\n/cache/data\n1795403915\n"))
        .contains(new PostmasterPid(4182, 0));
  }

  @Test
  void isEmptyForAnythingElse() {
    assertThat(PostmasterPid.parse("")).isEmpty();
    assertThat(PostmasterPid.parse("garbage\n")).isEmpty();
  }

  @Test
  void isEmptyWithoutAFile(@TempDir Path data) throws IOException {
    assertThat(PostmasterPid.read(data)).isEmpty();
  }

  @Test
  void doesNotTakeAnotherProcessForTheServer(@TempDir Path data) throws IOException {
    long alive = ProcessHandle.current().pid();
    Files.writeString(PostmasterPid.file(data), alive + "\n" + data + "\n1\n5432\n");
    assertThat(PostmasterPid.read(data)).get().returns(false, pid -> pid.isServerOf(data));
  }
}
