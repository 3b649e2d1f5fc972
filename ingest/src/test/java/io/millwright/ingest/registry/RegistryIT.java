package io.millwright.ingest.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millwright.rules.model.Asset;
import io.millwright.rules.model.Meter;
import io.millwright.rules.model.MeterKind;
import io.millwright.rules.model.Ownership;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryIT {
  private static final String DOCUMENT =
      """
      assets:
        - tag: EX-104
          class: excavator
          zone: Europe/Oslo
          ownership: owned
          location: |
            Pit 2
            North gate
          meters:
            - {name: engine_hours, kind: counter, unit: h, rollover: 100000}
            - {name: coolant_temp, kind: gauge, unit: degC}
        - tag: LIFT-7
          class: lift
          ownership: contracted
      gateways:
        - id: gw-1
          password_hash: hash1
          assets: [EX-104, LIFT-7]
      """;

  private static MigratedDatabase database;
  private Registry registry;
  private final List<RegisteredAsset> told = new ArrayList<>();

  @BeforeAll
  static void open() {
    database = new MigratedDatabase();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void startEmpty() throws SQLException {
    database.execute("truncate asset, gateway, reading cascade");
    registry = new Registry(database.dataSource(), password -> "hashed:" + password);
    registry.load();
    registry.onChange(told::add);
  }

  @Test
  void importsAreIdempotent() throws Exception {
    assertThat(take(DOCUMENT)).isEqualTo(report(2, 0, 0, 1, 0, 0));
    assertThat(told).hasSize(2);
    told.clear();

    assertThat(take(DOCUMENT)).isEqualTo(report(0, 0, 2, 0, 0, 1));
    assertThat(told).isEmpty();
    assertThat(database.query("select count(*) from meter")).isEqualTo("2");
  }

  @Test
  void lookUpsGiveWhatWasImported() throws Exception {
    take(DOCUMENT);

    RegisteredAsset asset = asset("EX-104");
    assertThat(asset.asset())
        .isEqualTo(read(DOCUMENT).assets().get(0))
        .extracting(a -> a.visit().location())
        .isEqualTo("Pit 2\nNorth gate");
    assertThat(asset.meter("coolant_temp")).extracting(RegisteredMeter::index).isEqualTo(1);
    assertThat(asset.meter("nothing")).isNull();
    assertThat(asset.mayPublish("gw-1")).isTrue();
    assertThat(asset.mayPublish("gw-2")).isFalse();
    assertThat(registry.asset("nothing")).isNull();
    assertThat(registry.all()).extracting(a -> a.asset().tag()).containsExactly("EX-104", "LIFT-7");
  }

  @Test
  void whatTheRulesSeeOfAnAssetIsKeptAsItWasBefore() throws Exception {
    take(DOCUMENT);
    take(DOCUMENT.replace("Pit 2", "Pit 3"));
    assertThat(database.query("select count(*) from definition_change")).isEqualTo("0");
    assertThat(asset("EX-104").definition()).isZero();
    RegisteredAsset before = asset("EX-104");

    take(
        "assets: [{tag: EX-104, class: crane, zone: Asia/Tokyo, ownership: contracted,"
            + " meters: [{name: oil, kind: gauge, unit: bar}]}]");
    take("assets: [{tag: EX-104, class: crane, ownership: contracted, zone: UTC}]");
    assertThat(asset("EX-104").definition()).isEqualTo(2);
    assertThat(database.query("select count(*) from definition_change where seq is null"))
        .isEqualTo("2");
    try (Connection connection = database.dataSource().getConnection()) {
      DefinitionHistory history = DefinitionHistory.whole(connection, registry.all());
      RegisteredAsset was = history.at(before.id(), 100);
      assertThat(was.definition()).isZero();
      assertThat(was.asset().assetClass()).isEqualTo(before.asset().assetClass());
      assertThat(was.asset().zone()).isEqualTo(before.asset().zone());
      assertThat(was.meters()).isEqualTo(before.meters());

      database.execute("update definition_change set seq = 7 where number = 1");
      history = DefinitionHistory.whole(connection, registry.all());
      assertThat(history.at(before.id(), 6)).isEqualTo(was);
      assertThat(history.at(before.id(), 7).asset().zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
      assertThat(history.at(before.id(), 7).meters()).containsKey("oil");
      database.execute("update definition_change set seq = 9 where number = 2");
      history = DefinitionHistory.whole(connection, registry.all());
      assertThat(history.at(before.id(), 9)).isEqualTo(asset("EX-104"));
    }
  }

  @Test
  void aSecondProcessSeesAnImportAfterLoading() throws Exception {
    Registry second = new Registry(database.dataSource(), password -> password);
    second.load();
    take(DOCUMENT);
    assertThat(second.all()).isEmpty();

    second.load();
    assertThat(second.all()).isEqualTo(registry.all());
  }

  @Test
  void tellsListenersOfWhatChangedOnly() throws Exception {
    take(DOCUMENT);
    told.clear();

    ImportReport report = take(DOCUMENT.replace("class: lift", "class: elevator"));

    assertThat(report).isEqualTo(report(0, 1, 1, 0, 0, 1));
    assertThat(told).containsExactly(asset("LIFT-7"));
    assertThat(asset("LIFT-7").asset().assetClass()).isEqualTo("elevator");
  }

  @Test
  void aFailingListenerHarmsNeitherTheImportNorTheOthers() throws Exception {
    Registry other = new Registry(database.dataSource(), password -> password);
    List<RegisteredAsset> later = new ArrayList<>();
    other.onChange(
        asset -> {
          throw new IllegalStateException("on purpose");
        });
    other.onChange(later::add);

    other.importAll(read(DOCUMENT));
    assertThat(later).hasSize(2);
  }

  @Test
  void metersAreAddedAndKeptInPlace() throws Exception {
    take(DOCUMENT);
    int hours = meter("EX-104", "engine_hours").id();

    take(
        """
        assets:
          - tag: EX-104
            class: excavator
            ownership: owned
            meters:
              - {name: fuel, kind: gauge, unit: l}
              - {name: engine_hours, kind: counter, unit: h}
        """);

    assertThat(asset("EX-104").asset().meters())
        .containsExactly(
            Meter.of("engine_hours", MeterKind.COUNTER, "h"),
            Meter.of("coolant_temp", MeterKind.GAUGE, "degC"),
            Meter.of("fuel", MeterKind.GAUGE, "l"));
    assertThat(meter("EX-104", "engine_hours"))
        .isEqualTo(new RegisteredMeter(hours, Meter.of("engine_hours", MeterKind.COUNTER, "h"), 0));
    assertThat(meter("EX-104", "fuel").index()).isEqualTo(2);
  }

  @Test
  void refusesToReinterpretStoredReadingsAndTakesNothing() throws Exception {
    take(DOCUMENT);
    database.execute(
        "insert into reading select id, now(), 1, 0, 1 from meter where name = 'engine_hours'");
    String changed =
        DOCUMENT
            .replace("unit: h,", "unit: min,")
            .replace("kind: gauge, unit: degC", "kind: state")
            .replace("class: lift", "class: elevator");

    RegistryRefused refused = refused(changed);

    assertThat(refused.errors())
        .containsExactly(
            "asset 'EX-104', meter 'engine_hours': it has readings as counter in h, so it cannot"
                + " become counter in min; add a meter of another name");
    assertThat(asset("LIFT-7").asset().assetClass()).isEqualTo("lift");
    assertThat(database.query("select kind from meter where name = 'coolant_temp'"))
        .isEqualTo("gauge");

    take(DOCUMENT.replace("100000", "10000").replace("kind: gauge, unit: degC", "kind: state"));
    assertThat(meter("EX-104", "engine_hours").meter().rolloverPoint()).isEqualTo(10000);
    assertThat(meter("EX-104", "coolant_temp").meter().kind()).isEqualTo(MeterKind.STATE);
  }

  @Test
  void reportsEveryContradictionAtOnce() throws Exception {
    assertThat(
            refused(
                    """
                    gateways:
                      - {id: gw-1, assets: [A]}
                      - {id: gw-2, password: x, assets: [B, C]}
                    """)
                .errors())
        .containsExactly(
            "gateway 'gw-1' is new: give it a 'password', a 'password_hash' or a 'certificate'",
            "gateway 'gw-2': there is no asset 'B'; import it first",
            "gateway 'gw-2': there is no asset 'C'; import it first");
    assertThat(registry.gateways()).isEmpty();
  }

  @Test
  void gatewaysKeepWhatIsNotGivenAndReplaceTheirBindings() throws Exception {
    take(DOCUMENT);
    told.clear();

    ImportReport report = take("gateways: [{id: gw-1, enabled: false, assets: [LIFT-7]}]");

    assertThat(report).isEqualTo(report(0, 0, 0, 0, 1, 0));
    assertThat(told).containsExactly(asset("EX-104"));
    assertThat(asset("EX-104").mayPublish("gw-1")).isFalse();
    assertThat(asset("LIFT-7").mayPublish("gw-1")).isTrue();
    assertThat(registry.gateways())
        .singleElement()
        .satisfies(
            gateway -> {
              assertThat(gateway.enabled()).isFalse();
              assertThat(gateway.assets()).containsExactly("LIFT-7");
            });
    assertThat(hash("gw-1")).isEqualTo("hash1");

    take("gateways: [{id: gw-1, password: new}]");
    assertThat(hash("gw-1")).isEqualTo("hashed:new");
    assertThat(asset("LIFT-7").mayPublish("gw-1")).isTrue();

    assertThat(registry.deleteGateway("gw-1")).isTrue();
    assertThat(registry.deleteGateway("gw-1")).isFalse();
    assertThat(asset("LIFT-7").mayPublish("gw-1")).isFalse();
  }

  @Test
  void autoRegistersWhatNobodyDescribed() throws Exception {
    take(DOCUMENT + "  - {id: gw-2, password_hash: hash2}\n");

    RegisteredAsset created = registry.autoRegister("gw-2", "NEW-1", "temp", null);
    RegisteredAsset grown = registry.autoRegister("gw-2", "NEW-1", "pressure", "bar");

    assertThat(created).isNotNull();
    assertThat(grown).isNotNull().isEqualTo(registry.asset("NEW-1"));
    Asset asset = asset("NEW-1").asset();
    assertThat(asset.ownership()).isEqualTo(Ownership.UNASSIGNED);
    assertThat(asset.meters())
        .containsExactly(
            Meter.of("temp", MeterKind.GAUGE, "1"), Meter.of("pressure", MeterKind.GAUGE, "bar"));
    assertThat(asset("NEW-1").gateways()).containsExactly("gw-2");
  }

  @Test
  void autoRegistrationLeavesTheRestAlone() throws Exception {
    take(DOCUMENT + "  - {id: gw-2, password_hash: hash2}\n");
    registry.autoRegister("gw-2", "NEW-1", "temp", null);
    RegisteredAsset described = asset("EX-104");

    assertThat(registry.autoRegister("gw-1", "EX-104", "new", null)).isEqualTo(described);
    assertThat(registry.autoRegister("gw-1", "NEW-1", "x", null)).isEqualTo(asset("NEW-1"));
    assertThat(registry.autoRegister("gw-1", "bad\u0000tag", "x", null)).isNull();
    assertThat(registry.autoRegister("nobody", "NEW-2", "x", null)).isNull();
    database.execute(
        "with a as (insert into asset (tag, name, class, ownership) select 'F' || i, 'f',"
            + " 'unassigned', 'unassigned' from generate_series(1, 1000) i returning id)"
            + " insert into gateway_asset select 'gw-2', id from a");
    assertThat(registry.autoRegister("gw-2", "NEW-3", "x", null)).isNull();
  }

  @Test
  void concurrentImportsOfTwoProcessesEndInOneOfThem() throws Exception {
    Registry second = new Registry(database.dataSource(), password -> password);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Registry importing = i % 2 == 0 ? registry : second;
      String document = DOCUMENT.replace("class: lift", "class: lift" + i);
      running.add(pool.submit(() -> importing.importAll(read(document))));
    }
    for (Future<?> future : running) {
      future.get();
    }
    pool.shutdown();

    assertThat(database.query("select count(*) from asset")).isEqualTo("2");
    assertThat(database.query("select count(*) from meter")).isEqualTo("2");
    registry.load();
    second.load();
    assertThat(second.all()).isEqualTo(registry.all());
    assertThat(asset("LIFT-7").asset().assetClass())
        .isEqualTo(database.query("select class from asset where tag = 'LIFT-7'"));
  }

  private String hash(String gateway) throws SQLException {
    return database.query("select password_hash from gateway where id = '" + gateway + "'");
  }

  private ImportReport take(String yaml) throws Exception {
    return registry.importAll(read(yaml));
  }

  private RegistryRefused refused(String yaml) {
    return catchThrowableOfType(RegistryRefused.class, () -> take(yaml));
  }

  private static RegistryImport read(String yaml) throws InvalidRegistry {
    return new RegistryReader(Map.of())
        .read("test.yaml", RegistryFormat.YAML, yaml.getBytes(UTF_8));
  }

  private RegisteredAsset asset(String tag) {
    return known(registry.asset(tag));
  }

  private RegisteredMeter meter(String tag, String name) {
    return known(asset(tag).meter(name));
  }

  private static <T> T known(@Nullable T value) {
    assertThat(value).isNotNull();
    return java.util.Objects.requireNonNull(value);
  }

  private static ImportReport report(int ac, int au, int an, int gc, int gu, int gn) {
    return new ImportReport(
        new ImportReport.Counts(ac, au, an), new ImportReport.Counts(gc, gu, gn));
  }
}
