package io.millwright.ingest.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** The files of one instance: data, password, last port and log. */
final class ClusterData {
  static final String ADMIN = "postgres";

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final long LOG_LIMIT_BYTES = 10_000_000;

  private final Path folder;
  private final ServiceUser user;

  ClusterData(Path folder, ServiceUser user) {
    this.folder = folder;
    this.user = user;
  }

  Path folder() {
    return folder;
  }

  Path data() {
    return folder.resolve("data");
  }

  Path log() {
    return folder.resolve("server.log");
  }

  String password() throws IOException {
    return Files.readString(passwordFile()).strip();
  }

  /** Makes an empty cluster where there is none; one that was interrupted half-way is redone. */
  void ensureInitialized(PrivatePrograms programs) throws IOException {
    if (Files.exists(data())) {
      return;
    }
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    user.own(folder);
    writePassword();
    Path unfinished = folder.resolve("data.new");
    Folders.deleteIfExists(unfinished);
    HostCommand.require(
        folder,
        LIMIT,
        user.command(
            List.of(
                programs.program("initdb").toString(),
                "--pgdata=" + unfinished,
                "--username=" + ADMIN,
                "--pwfile=" + passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions")));
    Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Written at each start, so that a newer Millwright's settings apply to older data. */
  void writeSettings(boolean durable) throws IOException {
    Files.writeString(
        data().resolve("postgresql.conf"),
        """
        # Written by Millwright at each start. Your own settings: ALTER SYSTEM SET ...
        listen_addresses = '127.0.0.1'
        # A socket's path may not be longer than 107 bytes, and a cache folder's may.
        unix_socket_directories = ''
        shared_preload_libraries = 'timescaledb'
        timescaledb.telemetry_level = off
        max_connections = 100
        max_worker_processes = 32
        shared_buffers = 256MB
        max_wal_size = 4GB
        jit = off
        timezone = 'UTC'
        log_timezone = 'UTC'
        log_checkpoints = off
        fsync = %1$s
        synchronous_commit = %1$s
        full_page_writes = %1$s
        """
            .formatted(durable ? "on" : "off"));
    if (Files.exists(log()) && Files.size(log()) > LOG_LIMIT_BYTES) {
      Files.delete(log());
    }
  }

  /** The port of the last start, so that an address noted down stays good; 0 if none. */
  int lastPort() throws IOException {
    Path file = folder.resolve("port");
    return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
  }

  void rememberPort(int port) throws IOException {
    Files.writeString(folder.resolve("port"), port + "\n");
  }

  private void writePassword() throws IOException {
    Files.deleteIfExists(passwordFile());
    Files.createFile(
        passwordFile(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(passwordFile(), RandomPassword.next() + "\n");
    user.own(passwordFile());
  }

  private Path passwordFile() {
    return folder.resolve("password");
  }
}
