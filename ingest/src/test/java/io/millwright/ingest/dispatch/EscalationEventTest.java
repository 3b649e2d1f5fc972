package io.millwright.ingest.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EscalationEventTest {
  @Test
  void isAsTheContractShowsIt() {
    OutboxRow row =
        new OrderBuilder().delivery("delivered").remoteId("CMMS-77").escalated(2, 1).row();
    WaitingEscalation escalation = row.escalating();
    assertThat(escalation).isNotNull();

    byte[] body = escalation == null ? new byte[0] : new EscalationEvent().body(row, escalation);

    assertThat(JsonMapper.shared().readTree(body))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"specversion":"1.0","id":"8d0c1f9e-0000-5000-8000-000000000001:2",
                     "source":"/millwright","type":"io.millwright.work-order.escalated.v1",
                     "subject":"EX-104","time":"2026-11-26T08:00:00Z",
                     "datacontenttype":"application/json",
                     "data":{
                      "id":"8d0c1f9e-0000-5000-8000-000000000001","number":"WO-000012",
                      "external_reference":"8d0c1f9e-0000-5000-8000-000000000001",
                      "remote_id":"CMMS-77","episode":"EX-104/excavator-250h/3","n":2,
                      "priority":1,"due_at":null,"severity":"action","why":"It is overdue."}}
                    """));
  }
}
