package io.millwright.peers.camel;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;

/**
 * Starts the route and prints {@code ready} when it is subscribed. The database is in {@code
 * PEER_DB_URL}, {@code PEER_DB_USER} and {@code PEER_DB_PASSWORD}.
 */
public final class CamelConsumer {
  private CamelConsumer() {}

  /**
   * Runs until it is ended.
   *
   * @param arguments see {@link Settings}
   * @throws Exception when the database or the broker does not answer
   */
  public static void main(String[] arguments) throws Exception {
    Settings settings = Settings.of(arguments);
    HikariDataSource database = database(settings);
    DefaultCamelContext camel = new DefaultCamelContext();
    camel.getRegistry().bind("database", database);
    camel.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
    camel.setStreamCaching(false);
    camel.addRoutes(new ReadingRoute(settings, MeterIds.read(database)));
    camel.start();
    System.out.println("ready");
    Thread.currentThread().join();
  }

  private static HikariDataSource database(Settings settings) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(System.getenv("PEER_DB_URL"));
    config.setUsername(System.getenv("PEER_DB_USER"));
    config.setPassword(System.getenv("PEER_DB_PASSWORD"));
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("prepareThreshold", "1");
    config.setMaximumPoolSize(settings.consumers() * (settings.writers() + 1));
    return new HikariDataSource(config);
  }
}
