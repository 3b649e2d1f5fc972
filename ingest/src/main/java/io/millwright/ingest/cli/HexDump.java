package io.millwright.ingest.cli;

import java.io.PrintWriter;

/** Bytes for people: offset, sixteen bytes, and what of them is ASCII. */
final class HexDump {
  private static final int WIDTH = 16;

  private HexDump() {}

  static void print(byte[] bytes, PrintWriter out) {
    for (int from = 0; from < bytes.length; from += WIDTH) {
      StringBuilder hex = new StringBuilder();
      StringBuilder text = new StringBuilder();
      for (int i = from; i < from + WIDTH; i++) {
        hex.append(i < bytes.length ? String.format("%02x ", bytes[i]) : "   ");
        if (i < bytes.length) {
          text.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '.');
        }
      }
      out.printf("%08x  %s %s%n", from, hex, text);
    }
  }
}
