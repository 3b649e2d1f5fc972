package io.millwright.ingest.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
  private static final ServiceUser SELF = new ServiceUser(false);
  private static final ServiceUser NOBODY = new ServiceUser(true);

  @Test
  void isNamedByTheFirstOfThreeVariables() throws WayUnavailableException {
    Map<String, String> home = Map.of("HOME", "/home/ann");
    Map<String, String> xdg = Map.of("HOME", "/home/ann", "XDG_CACHE_HOME", "/xdg");
    Map<String, String> own = Map.of("XDG_CACHE_HOME", "/xdg", "MILLWRIGHT_CACHE", "/own");
    assertThat(CacheFolder.of(home, SELF).root()).hasToString("/home/ann/.cache/millwright");
    assertThat(CacheFolder.of(xdg, SELF).root()).hasToString("/xdg/millwright");
    assertThat(CacheFolder.of(own, SELF).root()).hasToString("/own");
  }

  @Test
  void givesWayForRootWhenOthersMayNotEnterTheDefault(@TempDir Path temp) throws Exception {
    Map<String, String> env = Map.of("HOME", closedFolder(temp).toString());
    assertThat(CacheFolder.of(env, SELF).root()).startsWithRaw(temp);
    assertThat(CacheFolder.of(env, NOBODY).root()).hasToString("/var/cache/millwright");
  }

  @Test
  void refusesAnExplicitFolderThatRootsServerMayNotEnter(@TempDir Path temp) throws Exception {
    Map<String, String> env = Map.of("MILLWRIGHT_CACHE", closedFolder(temp) + "/cache");
    assertThat(CacheFolder.of(env, SELF).root()).startsWithRaw(temp);
    assertThatThrownBy(() -> CacheFolder.of(env, NOBODY))
        .isInstanceOf(WayUnavailableException.class)
        .hasMessageContaining("may not enter MILLWRIGHT_CACHE=" + temp)
        .hasMessageContaining("/var/cache/millwright");
  }

  private static Path closedFolder(Path temp) throws IOException {
    return Files.createDirectory(
        temp.resolve("closed"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }
}
