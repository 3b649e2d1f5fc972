package io.millwright.ingest.codec.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.millwright.ingest.codec.sparkplug.SparkplugProto.Metric;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricValueTest {

  @ParameterizedTest
  @CsvSource({
    "1,0xFB,-5", // Int8 as one byte, or extended to 32 bits
    "1,0xFFFFFFFB,-5",
    "2,0xFFFE,-2",
    "3,0xFFFFFFFF,-1",
    "4,0xFFFFFFFFFFFFFFFD,-3",
    "5,0xFB,251",
    "6,0xFFFE,65534",
    "7,0xFFFFFFFF,4294967295",
    "8,0xFFFFFFFFFFFFFFFF,1.8446744073709552E19",
    "13,0x18BCFE56800,1700000000000"
  })
  void integersAreTwosComplement(int datatype, String bits, double value) {
    long raw = Long.parseUnsignedLong(bits.substring(2), 16);
    assertThat(MetricValue.of(Metric.newBuilder().setLongValue(raw).build(), datatype))
        .isEqualTo(new MetricValue(value, null));
    if (raw >>> 32 == 0) {
      assertThat(MetricValue.of(Metric.newBuilder().setIntValue((int) raw).build(), datatype))
          .isEqualTo(new MetricValue(value, null));
    }
  }

  @ParameterizedTest
  @CsvSource({"9", "10", "11", "12", "3", "16", "17", "19", "0", "99"})
  void aValueOfAnotherTypeIsNone(int datatype) {
    Metric bytes = Metric.newBuilder().setBytesValue(ByteString.EMPTY).build();
    assertThat(MetricValue.of(bytes, datatype)).isNull();
  }
}
