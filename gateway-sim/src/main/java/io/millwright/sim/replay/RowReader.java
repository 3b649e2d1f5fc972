package io.millwright.sim.replay;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/** Reads a data set row by row; gzip when its first bytes say so. One thread. */
final class RowReader implements Closeable {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final int GZIP_MAGIC = 0x8b1f;
  private static final ObjectReader CSV_LINE =
      CsvMapper.builder().enable(CsvReadFeature.TRIM_SPACES).build().readerForListOf(String.class);

  private final FileChannel channel;
  private final BufferedReader lines;
  private final Mapping.Format format;
  private final List<String> header;
  private long line;

  /** Opens a file and reads its header, when the mapping says that it has one. */
  RowReader(Path file, Mapping mapping) throws IOException {
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
    this.format = mapping.format();
    try {
      this.lines =
          new BufferedReader(
              new InputStreamReader(
                  unpacked(Channels.newInputStream(channel)), StandardCharsets.UTF_8));
      this.header = mapping.header() ? header(file) : List.of();
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  static InputStream unpacked(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
    in.mark(2);
    int magic = in.read() | in.read() << 8;
    in.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private List<String> header(Path file) throws IOException {
    try {
      Row row = next();
      if (row == null) {
        throw new IOException(file + " is empty: it has no header");
      }
      return row.cells();
    } catch (BrokenRow e) {
      throw new IOException(file + ": the header cannot be read: " + e.getMessage(), e);
    }
  }

  /** The column names, or nothing. */
  List<String> header() {
    return header;
  }

  /** The next row that is not blank, or null at the end. */
  @Nullable Row next() throws IOException, BrokenRow {
    for (String text = lines.readLine(); text != null; text = lines.readLine()) {
      line++;
      if (!text.isBlank()) {
        return new Row(line, cells(text));
      }
    }
    return null;
  }

  private List<String> cells(String text) throws BrokenRow {
    if (format == Mapping.Format.WHITESPACE) {
      return List.of(BLANKS.split(text.strip()));
    }
    try {
      return CSV_LINE.readValue(text);
    } catch (JacksonException e) {
      throw new BrokenRow(line, "not CSV: " + e.getOriginalMessage());
    }
  }

  /** How much of the file is read, 0 to 1. */
  double fraction() throws IOException {
    return channel.size() == 0 ? 1 : (double) channel.position() / channel.size();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
