package io.millwright.sim.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How rows of a file become readings.
 *
 * @param format how a row is split
 * @param header whether the first row names the columns
 * @param asset whose row it is
 * @param time when it was measured
 * @param gateway the id of a gateway, with {@code {n}} for its number; null: {@code replay-{n}}
 * @param meters what is in which column, at least one
 */
public record Mapping(
    Format format,
    boolean header,
    AssetPattern asset,
    TimeColumn time,
    @Nullable String gateway,
    List<MeterColumn> meters) {

  /** How a row is split into cells. */
  public enum Format {
    /** Runs of blanks and tabs separate cells. */
    WHITESPACE,
    /** Comma-separated values with quotes (RFC 4180), one row a line. */
    CSV
  }

  /** Validates what the parts cannot see themselves. */
  @SuppressWarnings("ConstantValue") // the parser passes null for what a file leaves out
  public Mapping {
    if (asset == null || time == null) {
      throw new IllegalArgumentException("A mapping needs 'asset' and 'time'");
    }
    if (meters == null || meters.isEmpty()) {
      throw new IllegalArgumentException("A mapping needs at least one entry under 'meters'");
    }
    format = format == null ? Format.CSV : format;
    meters = List.copyOf(meters);
    if (meters.stream().map(MeterColumn::name).distinct().count() != meters.size()) {
      throw new IllegalArgumentException("Two meters have one name");
    }
  }

  /**
   * Returns the id of a gateway.
   *
   * @param number from 1
   * @return its id
   */
  public String gatewayId(int number) {
    String pattern = gateway == null ? "replay-{n}" : gateway;
    return pattern.replace("{n}", Integer.toString(number));
  }
}
