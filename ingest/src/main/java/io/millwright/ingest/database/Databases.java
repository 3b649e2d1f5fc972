package io.millwright.ingest.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The choice of the database: an explicit URL, else Docker when an engine answers, else a private
 * TimescaleDB from Debian packages. {@code MILLWRIGHT_DB=url|docker|private} forces one of them.
 * Safe for use by several threads and processes at once.
 */
public final class Databases {
  private static final Pattern INSTANCE = Pattern.compile("[a-z][a-z0-9-]{0,30}");

  private final List<DatabaseWay> ways;

  Databases(List<DatabaseWay> ways) {
    this.ways = List.copyOf(ways);
  }

  /**
   * Reads the choice from the {@code --db} option and the environment. Progress is told on stderr.
   *
   * @param dbOption a JDBC URL, or null when the option was not given
   * @throws IllegalArgumentException when the URL or {@code MILLWRIGHT_DB} cannot be understood
   */
  public static Databases fromEnvironment(@Nullable String dbOption, Map<String, String> env) {
    Consumer<String> progress = System.err::println;
    List<DatabaseWay> all =
        List.of(
            ExplicitUrl.from(dbOption, env),
            new DockerTimescale("docker", progress),
            new PrivateTimescale(env, progress));
    return new Databases(forced(all, env.getOrDefault("MILLWRIGHT_DB", "")));
  }

  private static List<DatabaseWay> forced(List<DatabaseWay> all, String choice) {
    if (choice.isBlank()) {
      return all;
    }
    List<DatabaseWay> chosen =
        all.stream().filter(way -> way.origin().equals(choice.strip())).toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "MILLWRIGHT_DB=" + choice + " is not a way to a database: use url, docker or private");
    }
    return chosen;
  }

  /**
   * Starts or finds the server for the instance. The first call on a host may take some seconds for
   * a download of about 50 MB.
   *
   * @param instance {@code dev}, {@code test}, {@code demo}: each has data of its own; an explicit
   *     URL ignores it
   * @throws DatabaseUnavailableException naming the three ways and why each was closed
   */
  public RunningDatabase open(String instance) {
    requireName(instance);
    List<String> reasons = new ArrayList<>();
    List<Exception> failures = new ArrayList<>();
    for (DatabaseWay way : ways) {
      try {
        return way.open(instance);
      } catch (WayUnavailableException e) {
        reasons.add(
            "  " + (reasons.size() + 1) + ". " + way.invitation() + "\n       " + e.getMessage());
        failures.add(e);
      }
    }
    String ask = reasons.size() == 1 ? "The one allowed way was tried" : "Three ways were tried";
    DatabaseUnavailableException unavailable =
        new DatabaseUnavailableException(
            "No TimescaleDB is available. " + ask + ":\n" + String.join("\n", reasons));
    failures.forEach(unavailable::addSuppressed);
    throw unavailable;
  }

  /** The server of the instance if it runs already; starts, installs and downloads nothing. */
  public Optional<RunningDatabase> find(String instance) {
    requireName(instance);
    return ways.stream().flatMap(way -> way.find(instance).stream()).findFirst();
  }

  private static void requireName(String instance) {
    if (!INSTANCE.matcher(instance).matches()) {
      throw new IllegalArgumentException(
          "'" + instance + "' is no instance name: use lower-case letters, digits and hyphens");
    }
  }
}
