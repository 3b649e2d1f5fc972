package io.millwright.ingest.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A database that answers: where it is and how to sign in. Immutable.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database?parameters}, without user and password
 * @param origin how it was found: {@code url}, {@code docker} or {@code private}
 */
public record DatabaseAddress(String jdbcUrl, String user, String password, String origin) {
  private static final Pattern URL =
      Pattern.compile(
          "(jdbc:postgresql://(?:[^/?:,\\[\\]]+|\\[[^/?\\]]+])(?::\\d{1,5})?(?:,[^/?]+)?)(?:/([^?]*))?(?:\\?(.*))?");

  /**
   * @throws IllegalArgumentException when the URL has not the form {@code
   *     jdbc:postgresql://host[:port]/database}
   */
  public DatabaseAddress {
    parts(jdbcUrl);
  }

  /**
   * Takes the sign-in out of the URL's parameters, so that the URL can be printed.
   *
   * @param userElsewhere used when the URL names no user
   * @param passwordElsewhere used when the URL has no password
   * @throws IllegalArgumentException when the URL has not the form {@code
   *     jdbc:postgresql://host[:port]/database}
   */
  static DatabaseAddress fromUrl(
      String url,
      @Nullable String userElsewhere,
      @Nullable String passwordElsewhere,
      String origin) {
    Matcher parts = parts(url);
    String database = parts.group(2);
    if (database == null || database.isEmpty()) {
      throw new IllegalArgumentException(
          "The database URL names no database: expected jdbc:postgresql://host:port/database");
    }
    String user = userElsewhere == null ? "postgres" : userElsewhere;
    String password = passwordElsewhere == null ? "" : passwordElsewhere;
    StringBuilder kept = new StringBuilder();
    String parameters = parts.group(3) == null ? "" : parts.group(3);
    for (String parameter : parameters.split("&", 0)) {
      if (parameter.startsWith("user=")) {
        user = decoded(parameter);
      } else if (parameter.startsWith("password=")) {
        password = decoded(parameter);
      } else if (!parameter.isEmpty()) {
        kept.append(kept.isEmpty() ? '?' : '&').append(parameter);
      }
    }
    return new DatabaseAddress(parts.group(1) + "/" + database + kept, user, password, origin);
  }

  /** The same server and sign-in, another database. */
  public DatabaseAddress withDatabase(String name) {
    Matcher parts = parts(jdbcUrl);
    String parameters = parts.group(3);
    return new DatabaseAddress(
        parts.group(1) + "/" + name + (parameters == null ? "" : "?" + parameters),
        user,
        password,
        origin);
  }

  /** The name of the database in the URL. */
  public String database() {
    String name = parts(jdbcUrl).group(2);
    return name == null ? "" : name;
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return jdbcUrl + " as " + user + " (" + origin + ")";
  }

  /** The server's name, and its port where it has one; of several servers the first. */
  public HostPort server() {
    String authority = parts(jdbcUrl).group(1).substring("jdbc:postgresql://".length());
    String first = authority.split(",", -1)[0];
    int colon = first.lastIndexOf(':');
    return colon > first.lastIndexOf(']')
        ? new HostPort(first.substring(0, colon), Integer.parseInt(first.substring(colon + 1)))
        : new HostPort(first, HostPort.DEFAULT_PORT);
  }

  /** Where a server listens. */
  public record HostPort(String host, int port) {
    private static final int DEFAULT_PORT = 5432;
  }

  private static String decoded(String parameter) {
    return URLDecoder.decode(
        parameter.substring(parameter.indexOf('=') + 1), StandardCharsets.UTF_8);
  }

  private static Matcher parts(String url) {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches()) {
      // The text itself may carry a password, so it is not repeated here.
      throw new IllegalArgumentException(
          "The database URL must look like jdbc:postgresql://host:port/database");
    }
    return matcher;
  }
}
