package io.millwright.ingest.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The assets, meters and bindings of this installation.
 *
 * <p>Look-ups read a snapshot, take no lock and may come from any thread. Changes block on the
 * database and on one another: never call them from an event loop. A change by another process is
 * seen after {@link #load()}.
 */
public final class Registry {
  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

  private final DataSource dataSource;
  private final UnaryOperator<String> hasher;
  private final List<Consumer<RegisteredAsset>> listeners = new CopyOnWriteArrayList<>();

  /** Held from before a transaction until its snapshot is out, so that none overtakes another. */
  private final ReentrantLock changes = new ReentrantLock();

  private volatile Snapshot snapshot = Snapshot.EMPTY;

  /**
   * Makes an empty registry; {@link #load()} fills it.
   *
   * @param dataSource the migrated database
   * @param hasher makes of a password what {@code gateway.password_hash} keeps
   */
  public Registry(DataSource dataSource, UnaryOperator<String> hasher) {
    this.dataSource = dataSource;
    this.hasher = hasher;
  }

  /**
   * Finds an asset. Lock-free, any thread.
   *
   * @param tag its tag
   * @return the asset, or null when there is none
   */
  public @Nullable RegisteredAsset asset(String tag) {
    return snapshot.asset(tag);
  }

  /**
   * Returns all assets. Lock-free, any thread.
   *
   * @return by tag, immutable
   */
  public List<RegisteredAsset> all() {
    return snapshot.byTag();
  }

  /**
   * Adds a listener. It is told of each asset that was created or changed, after the commit and
   * after look-ups give the new value, one at a time, on the thread that made the change.
   *
   * @param listener must not block nor change the registry
   */
  public void onChange(Consumer<RegisteredAsset> listener) {
    listeners.add(listener);
  }

  /**
   * Replaces the snapshot by what the tables hold. Blocks.
   *
   * @throws SQLException when the database fails; the snapshot stays as it was
   */
  public void load() throws SQLException {
    change(
        connection -> {
          List<RegisteredAsset> all = new StoredAssets(connection).all();
          return new Change<>(true, Snapshot.of(all), all);
        });
  }

  /**
   * Takes an import in one transaction: creates and updates assets by tag and gateways by id. What
   * is not given is kept, but the assets of a gateway are replaced by those given. Blocks.
   *
   * @param document what to take
   * @return what it did
   * @throws RegistryRefused with every contradiction to what is stored; nothing was taken
   * @throws SQLException when the database fails; unless the connection broke while committing,
   *     nothing was taken
   */
  public ImportReport importAll(RegistryImport document) throws SQLException, RegistryRefused {
    // Before the transaction: hashing is slow on purpose.
    List<GatewaySpec> gateways = document.gateways().stream().map(this::hashed).toList();
    return changeOrRefuse(
        connection -> {
          List<String> refusals = new ArrayList<>();
          AssetTable.Outcome assets =
              new AssetTable(connection, refusals).upsert(document.assets());
          GatewayTable.Outcome bindings = new GatewayTable(connection, refusals).upsert(gateways);
          if (!refusals.isEmpty()) {
            throw new RegistryRefused(refusals);
          }
          Set<Integer> changed = new HashSet<>(assets.changedIds());
          changed.addAll(bindings.changedAssets());
          return changedAssets(
              connection, changed, new ImportReport(assets.counts(), bindings.counts()));
        });
  }

  /**
   * Registers an unknown asset, or a new meter of an asset registered this way, as class and
   * ownership {@code unassigned}, its meter a gauge, bound to the gateway. Does nothing for an
   * asset that an import has described or that belongs to another gateway, for names that no import
   * would take, and beyond 1,000 assets a gateway. Blocks.
   *
   * @param gateway the publishing gateway
   * @param tag the asset's tag
   * @param meter the meter's name
   * @param unit the meter's unit, or null when the reading does not say
   * @return the asset as it is now, which need not have the meter nor the binding; null when there
   *     is none
   * @throws SQLException when the database fails
   */
  public @Nullable RegisteredAsset autoRegister(
      String gateway, String tag, String meter, @Nullable String unit) throws SQLException {
    change(
        connection ->
            changedAssets(
                connection,
                new AutoRegistration(connection).register(gateway, tag, meter, unit),
                true));
    return asset(tag);
  }

  /**
   * Returns all gateways. Blocks.
   *
   * @return by id
   * @throws SQLException when the database fails
   */
  public List<RegisteredGateway> gateways() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return new GatewayTable(connection, new ArrayList<>()).all();
    }
  }

  /**
   * Deletes a gateway, its bindings and its MQTT sessions. Blocks.
   *
   * @param id its id
   * @return whether there was one
   * @throws SQLException when the database fails
   */
  public boolean deleteGateway(String id) throws SQLException {
    return change(
        connection -> {
          Set<Integer> bound = new GatewayTable(connection, new ArrayList<>()).delete(id);
          return changedAssets(connection, bound == null ? Set.of() : bound, bound != null);
        });
  }

  private GatewaySpec hashed(GatewaySpec spec) {
    String password = spec.password();
    return password == null ? spec : spec.hashed(hasher.apply(password));
  }

  /** What a transaction did, and the snapshot to show once it is committed. */
  private record Change<T>(T result, Snapshot next, Collection<RegisteredAsset> touched) {}

  private <T> Change<T> changedAssets(Connection connection, Set<Integer> ids, T result)
      throws SQLException {
    List<RegisteredAsset> assets = new StoredAssets(connection).withIds(ids);
    return new Change<>(result, assets.isEmpty() ? snapshot : snapshot.with(assets), assets);
  }

  private <T> T change(Transaction.Work<Change<T>> work) throws SQLException {
    try {
      return changeOrRefuse(work);
    } catch (RegistryRefused impossible) {
      throw new IllegalStateException("Only an import can be refused", impossible);
    }
  }

  private <T> T changeOrRefuse(Transaction.Work<Change<T>> work)
      throws SQLException, RegistryRefused {
    changes.lock();
    try {
      Change<T> change = Transaction.run(dataSource, work);
      Snapshot before = snapshot;
      snapshot = change.next();
      for (RegisteredAsset asset : change.touched()) {
        if (!asset.equals(before.asset(asset.asset().tag()))) {
          tell(asset);
        }
      }
      return change.result();
    } finally {
      changes.unlock();
    }
  }

  private void tell(RegisteredAsset asset) {
    for (Consumer<RegisteredAsset> listener : listeners) {
      try {
        listener.accept(asset);
      } catch (RuntimeException e) {
        LOG.error(
            "A listener failed on the change of asset {}; the change itself is committed",
            asset.asset().tag(),
            e);
      }
    }
  }
}
