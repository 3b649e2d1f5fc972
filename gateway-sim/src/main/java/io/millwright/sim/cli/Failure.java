package io.millwright.sim.cli;

import io.millwright.sim.mqtt.ConnectFailure;
import io.millwright.sim.mqtt.Unacknowledged;
import io.millwright.sim.replay.MappingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;

/** Says what went wrong and what to do next. */
final class Failure {
  private Failure() {}

  /**
   * Prints an error.
   *
   * @return the exit code: 1, or 2 when the call itself is to be changed
   */
  static int explain(PrintWriter err, Exception failure) {
    String message = String.valueOf(failure.getMessage());
    int code = 1;
    if (failure instanceof ConnectFailure refused) {
      message += hint(refused);
    } else if (failure instanceof NoSuchFileException missing) {
      String reason = missing.getReason();
      message = missing.getFile() + ": " + (reason == null ? "no such file" : reason);
      code = 2;
    } else if (failure instanceof MappingException || failure instanceof IllegalArgumentException) {
      code = 2;
    } else if (!(failure instanceof IOException || failure instanceof Unacknowledged)) {
      message = failure.toString();
    }
    err.println("Error: " + message);
    err.flush();
    return code;
  }

  private static String hint(ConnectFailure refused) {
    return switch (refused.kind()) {
      case UNREACHABLE -> "\nStart the service first: ./millwright serve";
      case CREDENTIALS ->
          "\nRegister the gateways first: write the registry with --registry-out FILE and the same"
              + " --seed, then import it";
      case OTHER -> "";
    };
  }
}
