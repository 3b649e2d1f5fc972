package io.millwright.ingest.registry;

import io.millwright.rules.model.Meter;

/**
 * A meter as it is stored.
 *
 * @param id its row, the {@code meter_id} of its readings
 * @param meter what it is
 * @param index its place within the asset, from 0; never changes, as meters are only ever added
 */
public record RegisteredMeter(int id, Meter meter, int index) {}
