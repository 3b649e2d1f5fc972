package io.millwright.ingest.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WorkOrderEventTest {
  private final JsonMapper json = JsonMapper.shared();

  @Test
  void isTheCloudEventOfTheContract() {
    JsonNode event = json.readTree(new WorkOrderEvent().body(new OrderBuilder().row()));

    assertThat(event)
        .isEqualTo(
            json.readTree(
                """
                {"specversion":"1.0","id":"8d0c1f9e-0000-5000-8000-000000000001",
                 "source":"/millwright","type":"io.millwright.work-order.raised.v1",
                 "subject":"EX-104","time":"2026-11-23T01:02:03Z",
                 "datacontenttype":"application/json",
                 "data":{
                  "id":"8d0c1f9e-0000-5000-8000-000000000001","number":"WO-000012",
                  "external_reference":"8d0c1f9e-0000-5000-8000-000000000001",
                  "type":"PM","priority":3,"title":"250 h service","target":"cmms",
                  "episode":"EX-104/excavator-250h/3",
                  "asset":{"tag":"EX-104","name":"Excavator 104","class":"excavator",
                   "site":"Pit 2","ownership":"owned","criticality":2,
                   "account":"ACME Property","location":"1 High Street","contact":null,
                   "territory":null},
                  "rule":{"id":"excavator-250h","version":"3f2a9c01"},
                  "raised_at":"2026-11-23T01:02:03Z",
                  "due":{"at":"2026-11-25T08:00:00Z","meter":"engine_hours","reading":750.0},
                  "job":{"code":"SVC250","tasks":["change oil"],"window_minutes":2880},
                  "evidence":{"why":"741 h of 750 h","readings":[{"value":741.0}]}}}
                """));
  }

  @Test
  void isTheSameBytesForEachAttempt() {
    WorkOrderEvent event = new WorkOrderEvent();

    assertThat(event.body(new OrderBuilder().row()))
        .isEqualTo(event.body(new OrderBuilder().row()));
  }
}
