package io.millwright.ingest.cli;

import io.millwright.ingest.codec.Decoded;
import io.millwright.ingest.codec.MessageFormat;
import io.millwright.ingest.codec.UndecodableException;
import io.millwright.ingest.codec.topics.TopicMap;
import io.millwright.ingest.codec.topics.TopicsFile;
import io.millwright.ingest.codec.topics.TopicsFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millwright topics}: works on files that map plain topics to assets and meters. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = "Check and try out a mapping from plain topics to assets and meters.")
public final class TopicsCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Prints the usage: a subcommand is required. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing required subcommand");
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description =
          "Say everything that is wrong in mapping files (exit code 1), or that nothing is.")
  int check(
      @Parameters(arity = "1..*", paramLabel = "FILE", description = "Mapping files (YAML).")
          List<Path> files) {
    return PlanFiles.check(
        files, spec.commandLine().getOut(), TopicsFile::read, map -> map.rules().size() + " rules");
  }

  @Command(
      name = "try",
      mixinStandardHelpOptions = true,
      description = "Say what would become of a message (exit code 1: some of it to quarantine).")
  int tryOut(
      @Parameters(paramLabel = "FILE", description = "Mapping file (YAML).") Path file,
      @Parameters(paramLabel = "TOPIC", description = "The message's topic.") String topic,
      @Parameters(paramLabel = "PAYLOAD", description = "Its payload; - reads it from stdin.")
          String payload,
      @Option(
              names = "--gateway",
              paramLabel = "ID",
              description = "Who publishes it; default: as from a broker.")
          @Nullable String publisher,
      @Option(
              names = "--arrived",
              paramLabel = "TIME",
              description = "When it arrives, RFC 3339; default: now.")
          @Nullable Instant arrived)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Optional<TopicMap> map = PlanFiles.read(file, out, TopicsFile::read);
    if (map.isEmpty()) {
      out.flush();
      return 1;
    }
    TopicsFormat format = new TopicsFormat(map.get());
    byte[] bytes =
        payload.equals("-") ? System.in.readAllBytes() : payload.getBytes(StandardCharsets.UTF_8);
    boolean whole =
        tell(
            format,
            topic,
            publisher,
            bytes,
            arrived == null ? System.currentTimeMillis() : arrived.toEpochMilli(),
            out);
    out.flush();
    return whole ? 0 : 1;
  }

  private static boolean tell(
      TopicsFormat format,
      String topic,
      @Nullable String publisher,
      byte[] payload,
      long arrived,
      PrintWriter out) {
    Optional<Integer> line = format.line(topic);
    if (line.isEmpty()) {
      out.println("No rule takes " + topic + ": to quarantine, or refused at the own endpoint");
      return false;
    }
    if (publisher != null && !format.permits(publisher, topic)) {
      out.println(
          "Gateway " + publisher + " may not publish there, by the rule in line " + line.get());
      return false;
    }
    String gateway = publisher == null ? String.valueOf(format.gateway(topic)) : publisher;
    out.println("Rule in line " + line.get() + ", gateway " + gateway);
    try {
      return print(decode(format, gateway, topic, payload, arrived), out);
    } catch (UndecodableException e) {
      out.println("To quarantine, undecodable: " + e.getMessage());
      return false;
    }
  }

  private static Decoded decode(
      MessageFormat format, String gateway, String topic, byte[] payload, long arrived)
      throws UndecodableException {
    return format.decode(gateway, topic, payload, arrived);
  }

  private static boolean print(Decoded decoded, PrintWriter out) {
    TextTable table = new TextTable("WHAT", "ASSET", "METER OR CODE", "TIME", "VALUE", "UNIT");
    decoded
        .readings()
        .forEach(
            reading ->
                table.add(
                    List.of(
                        "reading, " + reading.quality().word(),
                        reading.asset(),
                        reading.meter(),
                        Instant.ofEpochMilli(reading.timeMillis()).toString(),
                        Double.toString(reading.value()),
                        reading.unit() == null ? "the meter's" : reading.unit())));
    decoded
        .faults()
        .forEach(
            fault ->
                table.add(
                    List.of(
                        "fault",
                        fault.asset(),
                        fault.code(),
                        Instant.ofEpochMilli(fault.timeMillis()).toString(),
                        fault.active() ? "active" : "gone",
                        "")));
    if (decoded.readings().isEmpty() && decoded.faults().isEmpty()) {
      out.println(decoded.malformed().isEmpty() ? "Nothing in it is a reading: ignored" : "");
    } else {
      table.print(out);
    }
    decoded
        .malformed()
        .forEach(
            bad -> out.println("To quarantine, malformed: " + bad.detail() + ": " + bad.json()));
    return decoded.malformed().isEmpty();
  }
}
