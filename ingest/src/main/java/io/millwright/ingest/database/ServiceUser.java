package io.millwright.ingest.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Who runs PostgreSQL, which refuses to run as root: for root the user nobody, for all others
 * themselves.
 *
 * @param isDemoted whether programs run as another user than this process does
 */
record ServiceUser(boolean isDemoted) {
  /** The uid and gid of nobody and nogroup on Debian and its derivatives. */
  private static final int NOBODY = 65534;

  static ServiceUser current() throws IOException {
    return new ServiceUser(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0));
  }

  /** The same command line, to be run as the service user. */
  List<String> command(List<String> command) {
    if (!isDemoted) {
      return command;
    }
    List<String> demoted =
        new ArrayList<>(
            List.of(
                "setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                "--no-new-privs",
                "--"));
    demoted.addAll(command);
    return demoted;
  }

  /** Hands a file or folder that this process made to the service user. */
  void own(Path path) throws IOException {
    if (isDemoted) {
      Files.setAttribute(path, "unix:uid", NOBODY);
      Files.setAttribute(path, "unix:gid", NOBODY);
    }
  }
}
