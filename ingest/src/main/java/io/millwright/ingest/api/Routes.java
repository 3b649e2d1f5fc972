package io.millwright.ingest.api;

import io.vertx.ext.web.Router;

/** A group of routes about one resource. */
public interface Routes {
  /**
   * Adds the routes.
   *
   * @param router the service's router; bodies are read (limit 10 MiB) and callers authenticated
   *     before these run
   */
  void mount(Router router);
}
