package io.millwright.ingest.database;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The first way: a server that somebody else runs. It is never started or stopped from here. */
final class ExplicitUrl implements DatabaseWay {
  private static final String ORIGIN = "url";

  private final @Nullable DatabaseAddress address;

  private ExplicitUrl(@Nullable DatabaseAddress address) {
    this.address = address;
  }

  static ExplicitUrl from(@Nullable String dbOption, Map<String, String> env) {
    String url = dbOption == null ? env.getOrDefault("MILLWRIGHT_DB_URL", "") : dbOption;
    if (url.isBlank()) {
      return new ExplicitUrl(null);
    }
    return new ExplicitUrl(
        DatabaseAddress.fromUrl(
            url.strip(), env.get("MILLWRIGHT_DB_USER"), env.get("MILLWRIGHT_DB_PASSWORD"), ORIGIN));
  }

  @Override
  public String origin() {
    return ORIGIN;
  }

  @Override
  public String invitation() {
    return "Your own server: --db or MILLWRIGHT_DB_URL=jdbc:postgresql://host:5432/millwright";
  }

  @Override
  public RunningDatabase open(String instance) throws WayUnavailableException {
    if (address == null) {
      throw new WayUnavailableException("Neither --db nor MILLWRIGHT_DB_URL is set.");
    }
    new DatabaseAdmin(address).requireTimescale();
    return running(address);
  }

  @Override
  public Optional<RunningDatabase> find(String instance) {
    if (address == null) {
      return Optional.empty();
    }
    new DatabaseAdmin(address).requireTimescale();
    return Optional.of(running(address));
  }

  private static RunningDatabase running(DatabaseAddress address) {
    return new RunningDatabase(address, false, () -> {}, null);
  }
}
