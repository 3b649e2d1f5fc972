/**
 * Chooses the database and, where nobody supplies one, runs a real TimescaleDB.
 *
 * <p>In reading order: {@link io.millwright.ingest.database.Databases} asks each {@code
 * DatabaseWay} in turn ({@code ExplicitUrl}, {@code DockerTimescale}, {@code PrivateTimescale}) and
 * hands out a {@link io.millwright.ingest.database.RunningDatabase}. The private way takes a {@code
 * CacheFolder}, fills it once through {@code PrivateInstallation} ({@code DebianArchive}, {@code
 * AptDownload}, {@code PrivatePrograms}), and runs a {@code Cluster} per instance from it.
 */
@NullMarked
package io.millwright.ingest.database;

import org.jspecify.annotations.NullMarked;
