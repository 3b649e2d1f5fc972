package io.millwright.ingest.mqtt.admission;

/** Carries a {@link ConnectRefusal} from where it is found to where the CONNACK is written. */
final class RefusedConnect extends Exception {
  private static final long serialVersionUID = 1L;

  private final ConnectRefusal refusal;

  RefusedConnect(ConnectRefusal refusal) {
    super(refusal.advice(), null, false, false);
    this.refusal = refusal;
  }

  ConnectRefusal refusal() {
    return refusal;
  }
}
