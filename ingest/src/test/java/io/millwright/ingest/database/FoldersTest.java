package io.millwright.ingest.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  private static final int FILES = 3_000;

  @TempDir Path temp;

  /** As a program does that was started by a run which was killed. */
  @Test
  void removesAFolderInWhichSomebodyStillWrites() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("staging/tree"));
    CountDownLatch begun = new CountDownLatch(1);
    Thread orphan =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < FILES; i++) {
                  Files.writeString(folder.resolve("file" + i), "x");
                  if (i == FILES / 10) {
                    begun.countDown();
                  }
                }
              } catch (NoSuchFileException e) {
                // The folder is gone: what was to be seen.
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    orphan.start();
    begun.await();
    Folders.deleteLeftovers(temp.resolve("staging"));
    assertThat(temp.resolve("staging")).doesNotExist();
    orphan.join();
    assertThat(temp.resolve("staging")).doesNotExist();
  }
}
