package io.millwright.ingest.dispatch;

import io.millwright.ingest.dispatch.OutboxRow.OrderAsset;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds rows for tests: a pending preventive order of an owned asset unless told otherwise. */
final class OrderBuilder {
  private String target = "cmms";
  private String ownership = "owned";
  private String status = "open";
  private String delivery = "pending";
  private @Nullable String holdReason;
  private @Nullable String remoteId;
  private @Nullable String account = "ACME Property";
  private @Nullable String location = "1 High Street";
  private @Nullable Instant dueAt = Instant.parse("2026-11-25T08:00:00Z");
  private boolean window = true;
  private @Nullable WaitingEscalation escalation;

  OrderBuilder target(String value) {
    target = value;
    return this;
  }

  OrderBuilder ownership(String value) {
    ownership = value;
    return this;
  }

  OrderBuilder status(String value) {
    status = value;
    return this;
  }

  OrderBuilder delivery(String value) {
    delivery = value;
    return this;
  }

  OrderBuilder held(String reason) {
    holdReason = reason;
    return delivery("held");
  }

  OrderBuilder remoteId(String value) {
    remoteId = value;
    return this;
  }

  OrderBuilder account(@Nullable String value) {
    account = value;
    return this;
  }

  OrderBuilder location(@Nullable String value) {
    location = value;
    return this;
  }

  OrderBuilder escalated(int number, int waiting) {
    escalation =
        new WaitingEscalation(
            number,
            Instant.parse("2026-11-26T08:00:00Z"),
            1,
            null,
            "action",
            "It is overdue.",
            waiting);
    return this;
  }

  OrderBuilder noPromise() {
    dueAt = null;
    window = false;
    return this;
  }

  OutboxRow row() {
    return new OutboxRow(
        UUID.fromString("8d0c1f9e-0000-5000-8000-000000000001"),
        12,
        "EX-104/excavator-250h/3",
        "excavator-250h",
        "3f2a9c01",
        "PM",
        target,
        3,
        "250 h service",
        Instant.parse("2026-11-23T01:02:03Z"),
        dueAt,
        750.0,
        "engine_hours",
        "{\"code\":\"SVC250\",\"tasks\":[\"change oil\"],\"window_minutes\":2880}",
        window,
        "{\"why\":\"741 h of 750 h\",\"readings\":[{\"value\":741.0}]}",
        status,
        delivery,
        holdReason,
        0,
        null,
        remoteId,
        new OrderAsset(
            "EX-104",
            "Excavator 104",
            "excavator",
            "Pit 2",
            ownership,
            2,
            account,
            location,
            null,
            null),
        escalation);
  }
}
