package io.millwright.ingest.registry;

import java.util.List;
import java.util.Map;

/** A piece of a document that knows where it was written. The same for JSON, YAML and CSV. */
sealed interface Node {
  Position at();

  /** What it is, for an error. */
  String what();

  record Text(Position at, String value) implements Node {
    @Override
    public String what() {
      return "a text";
    }
  }

  /** NaN when the notation is not a plain decimal number. */
  record Num(Position at, double value) implements Node {
    @Override
    public String what() {
      return "a number";
    }
  }

  record Flag(Position at, boolean value) implements Node {
    @Override
    public String what() {
      return "true or false";
    }
  }

  record Empty(Position at) implements Node {
    @Override
    public String what() {
      return "nothing";
    }
  }

  record Sequence(Position at, List<Node> items) implements Node {
    @Override
    public String what() {
      return "a list";
    }
  }

  record Mapping(Position at, Map<String, Entry> entries) implements Node {
    @Override
    public String what() {
      return "an object";
    }
  }

  /** A key of a mapping, where the key stands, and its value. */
  record Entry(Position keyAt, Node value) {}
}
