package io.millwright.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The document says what the code does: each route is in it, and it has no other. */
class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void documentsWhatIsMountedAndNothingElse() throws Exception {
    assertThat(mounted()).isEqualTo(documented(document()));
  }

  @Test
  void resolvesEveryReference() throws Exception {
    JsonNode document = document();

    assertThat(document.findValuesAsString("$ref"))
        .isNotEmpty()
        .allSatisfy(ref -> assertThat(document.at(ref.substring(1)).isObject()).as(ref).isTrue());
  }

  @Test
  void protectsWhatNeedsTheTokenOnly() throws Exception {
    document()
        .path("paths")
        .forEachEntry(
            (path, item) ->
                item.forEachEntry(
                    (method, operation) -> {
                      if (METHODS.contains(method)) {
                        assertThat(operation.has("security"))
                            .as(method + " " + path)
                            .isEqualTo(!path.startsWith("/v1/"));
                      }
                    }));
  }

  private static JsonNode document() throws IOException {
    try (InputStream in = OpenApiTest.class.getResourceAsStream("/openapi.yaml")) {
      return new YAMLMapper().readTree(in);
    }
  }

  private static Set<String> documented(JsonNode document) {
    Set<String> operations = new TreeSet<>();
    document
        .path("paths")
        .forEachEntry(
            (path, item) ->
                item.propertyNames().stream()
                    .filter(METHODS::contains)
                    .forEach(
                        method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    return operations;
  }

  private Set<String> mounted() throws ReflectiveOperationException {
    List<Routes> routes = new ArrayList<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.millwright.ingest.api")) {
      if (type.isAssignableTo(Routes.class) && !type.isInterface()) {
        routes.add(instance(type.reflect().getConstructors()[0]));
      }
    }
    Router router =
        HttpApi.router(
            vertx, new ApiOptions("127.0.0.1", 0, "secret", ApiOptions.MAX_BODY), routes);
    return router.getRoutes().stream()
        .filter(route -> route.methods() != null)
        .flatMap(
            route ->
                route.methods().stream()
                    .map(method -> method.name() + " " + template(route.getPath())))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Mounting needs none of what the routes work with. */
  private Routes instance(Constructor<?> constructor) throws ReflectiveOperationException {
    @Nullable Object[] arguments =
        Stream.of(constructor.getParameterTypes())
            .map(type -> type == Vertx.class ? vertx : type == Map.class ? Map.of() : null)
            .toArray();
    return (Routes) constructor.newInstance(arguments);
  }

  private static String template(String path) {
    return path.replaceAll(":(\\w+)", "{$1}");
  }
}
