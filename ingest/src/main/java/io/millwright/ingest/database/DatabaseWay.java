package io.millwright.ingest.database;

import java.util.Optional;

/** One of the three ways to get a TimescaleDB. */
interface DatabaseWay {
  /** The origin it stamps on addresses, which is also its value in {@code MILLWRIGHT_DB}. */
  String origin();

  /** What the user would do to choose this way: a phrase for the error text. */
  String invitation();

  /**
   * Starts or finds the server and waits until it answers.
   *
   * @throws WayUnavailableException when the next way should be tried
   * @throws DatabaseUnavailableException when the user asked for this very server and it fails
   */
  RunningDatabase open(String instance) throws WayUnavailableException;

  /**
   * The server if it runs already; never starts or installs anything.
   *
   * @throws DatabaseUnavailableException when the user asked for this very server and it fails
   */
  Optional<RunningDatabase> find(String instance);
}
