package io.millwright.ingest.pipeline;

import io.millwright.ingest.codec.DecodedReading;
import io.millwright.ingest.codec.sparkplug.PresenceRecord;
import io.millwright.ingest.plans.PlanSource;
import io.millwright.ingest.plans.PlanVersion;
import io.millwright.ingest.quarantine.QuarantineEntry;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.registry.RegisteredMeter;
import io.millwright.rules.event.Event;
import io.millwright.rules.fold.AssetFold;
import io.millwright.rules.plan.PlanSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What waits in a shard's queue. */
sealed interface ShardItem {

  /** How much memory it takes until its commit, in items of the usual size. */
  default int weight() {
    return 1;
  }

  /** The id of the asset that it is about; 0 when it is about none. */
  default int owner() {
    return 0;
  }

  /** The shard has ended: who waits for an answer is told. */
  default void giveUp(IllegalStateException ended) {}

  /** A reading of a known meter, not yet believed. */
  record Reading(
      MessageInFlight message,
      RegisteredAsset asset,
      RegisteredMeter meter,
      DecodedReading reading,
      int flags)
      implements ShardItem {
    @Override
    public int owner() {
      return asset.id();
    }
  }

  /**
   * A fault, a meter replacement or a correction.
   *
   * @param naturalKey the same for a redelivery; null for what may truly happen twice
   * @param refused the quarantine entry should the fold not believe it
   */
  record Happened(
      MessageInFlight message,
      RegisteredAsset asset,
      Event event,
      @Nullable String naturalKey,
      QuarantineEntry refused)
      implements ShardItem {
    @Override
    public int owner() {
      return asset.id();
    }
  }

  /** Something that cannot be believed: only to be stored. */
  record Refused(MessageInFlight message, QuarantineEntry entry) implements ShardItem {
    private static final int USUAL_BYTES = 512;

    @Override
    public int weight() {
      return 1 + entry.payload().length / USUAL_BYTES;
    }
  }

  /** A message that says nothing new: it is settled after what came before it. */
  record Behind(MessageInFlight message) implements ShardItem {}

  /**
   * An edge node or a device of it was born or has died.
   *
   * @param asset the id of the asset that it is; 0 when that is not registered
   * @param fault what that is to the asset, stored in the same transaction; null for nothing new
   */
  record Presence(
      MessageInFlight message, int asset, PresenceRecord record, @Nullable ShardItem fault)
      implements ShardItem {
    @Override
    public int owner() {
      return asset;
    }
  }

  /**
   * Nothing is kept any more of an edge node and its devices.
   *
   * @param atMillis when it was forgotten: a shard that comes to it late must not delete what
   *     another one has stored of a birth since
   */
  record EdgeNodeForgotten(String group, String edge, long atMillis) implements ShardItem {}

  /** What an executing system said about an order of an asset of this shard. */
  record Feedback(int asset, WorkOrderFeedback feedback, CompletableFuture<FeedbackResult> answer)
      implements ShardItem {
    @Override
    public int owner() {
      return asset;
    }

    @Override
    public void giveUp(IllegalStateException ended) {
      answer.completeExceptionally(ended);
    }
  }

  /** A person leaves out the next occurrence of a plan on an asset of this shard. */
  record Skip(int asset, Event.OccurrenceSkipped event, CompletableFuture<SkipResult> answer)
      implements ShardItem {
    @Override
    public int owner() {
      return asset;
    }

    @Override
    public void giveUp(IllegalStateException ended) {
      answer.completeExceptionally(ended);
    }
  }

  /**
   * A person shelves or unshelves a condition of an asset of this shard.
   *
   * @param rule the condition's id
   */
  record Shelving(int asset, String rule, Event event, CompletableFuture<ShelvingResult> answer)
      implements ShardItem {
    @Override
    public int owner() {
      return asset;
    }

    @Override
    public void giveUp(IllegalStateException ended) {
      answer.completeExceptionally(ended);
    }
  }

  /** An asset was registered or changed. */
  record AssetChanged(RegisteredAsset asset) implements ShardItem {
    @Override
    public int owner() {
      return asset.id();
    }
  }

  /**
   * Time has an effect on an asset of this shard.
   *
   * @param now epoch milliseconds
   */
  record Tick(int asset, long now) implements ShardItem {
    @Override
    public int owner() {
      return asset;
    }
  }

  /** States were written: the shard's checkpoint can go on. */
  record CheckpointWritten() implements ShardItem {

    /** It is not counted among what waits. */
    @Override
    public int weight() {
      return 0;
    }
  }

  /** All shards are to change their plans; each gets the same one. */
  record PlansChanged(PlanSource source, PlanSet rules, PlanSwitch meeting) implements ShardItem {

    @Override
    public void giveUp(IllegalStateException ended) {
      meeting.abandon(ended);
    }

    /** Meets the other shards, then binds this one's assets; null when all go on as before. */
    @Nullable ActivePlans meet(Collection<AssetRuntime> assets, PlanSwitch.Log log)
        throws Patience.StoppedException, InterruptedException {
      PlanVersion version = meeting.meet(log);
      if (version == null) {
        return null;
      }
      ActivePlans plans = new ActivePlans(version.version(), rules);
      List<String> unbound = new ArrayList<>();
      for (AssetRuntime asset : assets) {
        asset.rebind(asset.asset(), plans);
        unbound.addAll(asset.unbound());
      }
      meeting.changed(assets.size(), unbound);
      return plans;
    }
  }

  /**
   * Somebody wants to know something of an asset's fold.
   *
   * @param question reads the fold and must not change it
   */
  record Question<T>(
      RegisteredAsset asset, Function<AssetFold, T> question, CompletableFuture<T> answer)
      implements ShardItem {
    @Override
    public int owner() {
      return asset.id();
    }

    @Override
    public void giveUp(IllegalStateException ended) {
      answer.completeExceptionally(ended);
    }

    /** Asks now; what comes back tells the answer, once what it rests on is committed. */
    Runnable asked(AssetRuntime runtime) {
      try {
        T said = question.apply(runtime.fold());
        return () -> answer.complete(said);
      } catch (RuntimeException e) {
        // A bad question must not end the shard.
        return () -> answer.completeExceptionally(e);
      }
    }
  }
}
