package io.millwright.ingest.api;

import io.millwright.ingest.registry.ImportReport;
import io.millwright.ingest.registry.RegisteredAsset;
import io.millwright.ingest.registry.Registry;
import io.millwright.ingest.registry.RegistryFormat;
import io.millwright.ingest.registry.RegistryJson;
import io.millwright.ingest.registry.RegistryReader;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/assets}: the registry's assets. */
public final class AssetRoutes implements Routes {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;

  private final Vertx vertx;
  private final Registry registry;

  /** A caller's {@code ${NAME}} never stands for a variable of this process. */
  private final RegistryReader reader = new RegistryReader(Map.of());

  /**
   * Makes the routes.
   *
   * @param vertx runs what blocks
   * @param registry the assets
   */
  public AssetRoutes(Vertx vertx, Registry registry) {
    this.vertx = vertx;
    this.registry = registry;
  }

  @Override
  public void mount(Router router) {
    router.post("/v1/assets").handler(this::take);
    router.get("/v1/assets").handler(this::list);
    router.get("/v1/assets/:tag").handler(this::show);
  }

  private void take(RoutingContext context) {
    RegistryFormat format = format(context.request().getHeader(HttpHeaders.CONTENT_TYPE));
    Buffer body = context.body().buffer();
    byte[] content = body == null ? new byte[0] : body.getBytes();
    vertx
        .executeBlocking(() -> registry.importAll(reader.read("body", format, content)), false)
        .onFailure(failure -> RegistryProblem.send(context, failure))
        .onSuccess(report -> JsonAnswer.send(context, 200, report(report)));
  }

  private static RegistryFormat format(@Nullable String contentType) {
    try {
      return RegistryFormat.ofContentType(contentType == null ? "" : contentType);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(415, "Unsupported media type", String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode report(ImportReport report) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    counts(answer.putObject("assets"), report.assets());
    counts(answer.putObject("gateways"), report.gateways());
    return answer;
  }

  private static void counts(ObjectNode answer, ImportReport.Counts counts) {
    answer.put("created", counts.created());
    answer.put("updated", counts.updated());
    answer.put("unchanged", counts.unchanged());
  }

  private void list(RoutingContext context) {
    QueryParameters query =
        new QueryParameters(context.queryParams(), List.of("class", "site", "limit", "after"));
    String assetClass = query.text("class");
    String site = query.text("site");
    String after = query.text("after");
    long limit = query.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    Stream<RegisteredAsset> found =
        registry.all().stream()
            .filter(asset -> after == null || asset.asset().tag().compareTo(after) > 0)
            .filter(asset -> assetClass == null || asset.asset().assetClass().equals(assetClass))
            .filter(asset -> site == null || site.equals(asset.asset().site()));
    List<RegisteredAsset> page = found.limit(limit).toList();
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    page.forEach(asset -> answer.withArray("items").add(view(asset)));
    answer.withArray("items");
    boolean more = page.size() == limit;
    answer.put("next_after", more ? page.get(page.size() - 1).asset().tag() : null);
    JsonAnswer.send(context, 200, answer);
  }

  private void show(RoutingContext context) {
    JsonAnswer.send(context, 200, view(KnownAsset.of(registry, context.pathParam("tag"))));
  }

  private static ObjectNode view(RegisteredAsset asset) {
    ObjectNode view = JsonMapper.shared().valueToTree(RegistryJson.asset(asset.asset()));
    new TreeSet<>(asset.gateways()).forEach(view.putArray("gateways")::add);
    return view;
  }
}
