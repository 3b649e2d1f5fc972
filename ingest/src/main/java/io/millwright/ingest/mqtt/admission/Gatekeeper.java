package io.millwright.ingest.mqtt.admission;

import io.millwright.ingest.mqtt.connection.ClientKey;
import io.millwright.ingest.registry.GatewayCredentials;
import io.millwright.ingest.registry.GatewayCredentials.Guesses;
import io.millwright.ingest.registry.GatewayGrant;
import io.millwright.ingest.registry.GatewayLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies gateways and keeps their sessions, on a few threads of its own: hashing a password takes
 * a tenth of a second of one core. Those that need no hashing do not queue behind those that do.
 * When many wait to be hashed already, further ones are turned away at once, and so are those whose
 * turn comes late: work for clients that have given up would keep all others out. Any thread;
 * completes on the caller's context.
 */
public final class Gatekeeper {
  private static final Logger log = LoggerFactory.getLogger(Gatekeeper.class);
  private static final int MAX_WAITING = 256;

  /** Many clients give up after ten seconds, unseen, for their sockets are not read meanwhile. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final GatewayCredentials credentials;
  private final SessionStore sessions;
  private final WorkerExecutor workers;
  private final WorkerExecutor hashers;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Set<Future<?>> running = ConcurrentHashMap.newKeySet();

  public Gatekeeper(Vertx vertx, GatewayCredentials credentials, SessionStore sessions) {
    this.credentials = credentials;
    this.sessions = sessions;
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    this.workers = vertx.createSharedWorkerExecutor("millwright-mqtt-gatekeeper", threads);
    this.hashers = vertx.createSharedWorkerExecutor("millwright-mqtt-hashing", threads);
  }

  /** Brings the sessions of the former process in order. */
  public Future<Void> recover() {
    return run(
        () -> {
          sessions.recover();
          return null;
        });
  }

  public void removeExpired() {
    run(() -> {
          sessions.removeExpired();
          return null;
        })
        .onFailure(
            e -> log.warn("Expired MQTT sessions are kept until the database answers: {}", e + ""));
  }

  /**
   * A client that may come in.
   *
   * @param client who it is
   * @param limits what the registry says about its gateway
   * @param session its session
   */
  record Admitted(ClientKey client, GatewayLimits limits, SessionStore.Session session) {}

  /**
   * Lets a client in.
   *
   * @param request what it asks for
   * @param guesses how many passwords may be hashed for it
   * @return who it is; fails with {@link RefusedConnect}, or with whatever went wrong
   */
  Future<Admitted> admit(ConnectRequest request, Guesses guesses) {
    long asked = System.nanoTime();
    Callable<Admitted> admission =
        () -> {
          if (System.nanoTime() - asked > PATIENCE_NANOS) {
            throw new RefusedConnect(ConnectRefusal.BUSY);
          }
          return verifyAndOpen(request, guesses);
        };
    if (credentials.isQuick(request.claim())) {
      return run(admission);
    }
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      return Future.failedFuture(new RefusedConnect(ConnectRefusal.BUSY));
    }
    return run(hashers, admission).andThen(done -> waiting.decrementAndGet());
  }

  /**
   * Ends or parks a session whose connection has ended.
   *
   * @param client who
   * @param session as it was opened
   * @param expirySeconds how long it lives from now on
   */
  void left(ClientKey client, SessionStore.Session session, long expirySeconds) {
    run(() -> {
          sessions.close(client, session, expirySeconds);
          return null;
        })
        .onFailure(
            e ->
                log.warn(
                    "The MQTT session of {} stays open until the next start: {}", client, e + ""));
  }

  /** Completes when all that was asked for is done, and ends the threads. */
  public Future<Void> close() {
    return Future.join(List.copyOf(running))
        .transform(done -> Future.join(workers.close(), hashers.close()).mapEmpty());
  }

  /**
   * Looks gateways up.
   *
   * @param ids which
   * @return those that exist
   */
  Future<Map<String, GatewayGrant>> grants(Collection<String> ids) {
    return run(() -> credentials.grants(ids));
  }

  private Admitted verifyAndOpen(ConnectRequest request, Guesses guesses) throws RefusedConnect {
    try {
      GatewayCredentials.Answer answer = credentials.verify(request.claim(), guesses);
      GatewayGrant grant = answer.grant();
      if (grant == null) {
        throw new RefusedConnect(refusal(answer.verdict()));
      }
      ClientKey client = new ClientKey(grant.gateway(), request.clientId());
      return new Admitted(
          client, grant.limits(), sessions.open(client, request.clean(), request.expiry()));
    } catch (SQLException e) {
      log.debug("The database does not answer", e);
      throw new RefusedConnect(ConnectRefusal.DATABASE);
    }
  }

  private static ConnectRefusal refusal(GatewayCredentials.Verdict verdict) {
    return switch (verdict) {
      case WRONG -> ConnectRefusal.CREDENTIALS;
      case DISABLED -> ConnectRefusal.DISABLED;
      case ANONYMOUS -> ConnectRefusal.ANONYMOUS;
      case CERTIFICATE -> ConnectRefusal.CERTIFICATE;
      case TOO_MANY -> ConnectRefusal.WRONG_PASSWORDS;
      case ACCEPTED -> throw new IllegalStateException("Accepted, but as whom?");
    };
  }

  private <T> Future<T> run(Callable<T> work) {
    return run(workers, work);
  }

  private <T> Future<T> run(WorkerExecutor threads, Callable<T> work) {
    Future<T> future = threads.executeBlocking(work, false);
    running.add(future);
    return future.andThen(done -> running.remove(future));
  }
}
