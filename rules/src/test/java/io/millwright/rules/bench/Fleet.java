package io.millwright.rules.bench;

import io.millwright.rules.episode.EpisodeClosed;
import io.millwright.rules.episode.Escalation;
import io.millwright.rules.episode.Outcomes;
import io.millwright.rules.episode.Suppression;
import io.millwright.rules.episode.WorkOrder;
import io.millwright.rules.event.ReadingFlags;
import io.millwright.rules.event.Verdict;
import io.millwright.rules.fold.AssetFold;
import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.Ownership;
import io.millwright.rules.model.VisitDetails;
import io.millwright.rules.plan.PlanSet;
import io.millwright.rules.planfile.PlanException;
import io.millwright.rules.planfile.PlanReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The folds of many assets of one shape, under the rules of bench/plans.yaml. */
final class Fleet {
  private final AssetFold[] folds;

  Fleet(Shape shape, int assets) {
    PlanSet rules = rules();
    List<Meter> meters = shape.meters();
    folds = new AssetFold[assets];
    for (int i = 0; i < assets; i++) {
      folds[i] = new AssetFold(asset(shape, i, meters), rules);
    }
  }

  static Asset asset(Shape shape, int number, List<Meter> meters) {
    return new Asset(
        "A-" + number,
        "Asset",
        shape.name().toLowerCase(Locale.ROOT),
        null,
        ZoneOffset.UTC,
        Ownership.OWNED,
        3,
        null,
        VisitDetails.NONE,
        meters);
  }

  static PlanSet rules() {
    try (InputStream file = Fleet.class.getResourceAsStream("/bench/plans.yaml")) {
      byte[] yaml = Objects.requireNonNull(file, "bench/plans.yaml").readAllBytes();
      return PlanReader.read(new String(yaml, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (PlanException e) {
      throw new IllegalStateException(e.problems().toString(), e);
    }
  }

  AssetFold fold(int asset) {
    return folds[asset];
  }

  /** Folds the stream's next readings; fails when one is not accepted or raises something. */
  void take(ReadingStream stream, int count) {
    for (int i = 0; i < count; i++) {
      stream.next();
      Verdict verdict =
          folds[stream.asset()].reading(
              stream.meter(), stream.time(), stream.value(), ReadingFlags.GOOD, Quiet.OUT);
      if (verdict != Verdict.ACCEPTED) {
        throw new IllegalStateException("A reading was " + verdict);
      }
    }
  }

  /** The benchmark is of readings that raise nothing: anything else is a mistake in it. */
  private static final class Quiet implements Outcomes {
    static final Quiet OUT = new Quiet();

    @Override
    public void raised(WorkOrder order) {
      throw new IllegalStateException("Not quiet: " + order.evidence().why());
    }

    @Override
    public void escalated(Escalation escalation) {
      throw new IllegalStateException("Not quiet: " + escalation);
    }

    @Override
    public void closed(EpisodeClosed closed) {
      throw new IllegalStateException("Not quiet: " + closed);
    }

    @Override
    public void suppressed(Suppression suppression) {
      throw new IllegalStateException("Not quiet: " + suppression);
    }
  }
}
