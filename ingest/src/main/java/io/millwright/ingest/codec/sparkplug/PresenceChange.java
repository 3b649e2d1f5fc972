package io.millwright.ingest.codec.sparkplug;

import io.millwright.ingest.codec.DecodedFault;
import org.jspecify.annotations.Nullable;

/**
 * An edge node or a device was born or has died. The record and the fault are to be stored in one
 * transaction: that is what makes a death count once over a restart.
 *
 * @param asset the asset that it is
 * @param record what is kept of it
 * @param fault what that is to the asset; null when the asset was told before
 */
public record PresenceChange(String asset, PresenceRecord record, @Nullable DecodedFault fault) {}
