package io.millwright.sim.standin;

import java.nio.charset.StandardCharsets;

/** Orders as docs/contracts.md, section 2, shows them. */
final class Orders {
  private Orders() {}

  static byte[] body(String reference) {
    return """
    {"specversion":"1.0","id":"%1$s","source":"/millwright",
     "type":"io.millwright.work-order.raised.v1","subject":"EX-104",
     "time":"2026-11-23T01:02:03Z","datacontenttype":"application/json",
     "data":{"id":"%1$s","number":"WO-000012","external_reference":"%1$s","type":"PM",
      "priority":3,"title":"250 h service","target":"cmms","episode":"EX-104/excavator-250h/3",
      "asset":{"tag":"EX-104","name":"Excavator 104","class":"excavator"},
      "due":{"at":"2026-11-25T08:00:00Z","meter":"engine_hours","reading":750.0},
      "evidence":{"why":"due","meter":"engine_hours","unit":"h",
       "readings":[{"meter":"engine_hours","time":"2026-11-23T01:02:03Z","value":741.0}]}}}
    """
        .formatted(reference)
        .getBytes(StandardCharsets.UTF_8);
  }
}
