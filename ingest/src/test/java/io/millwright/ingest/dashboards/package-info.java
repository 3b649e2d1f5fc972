/** The files in {@code grafana/}: do they ask for what the service and its tables have. */
@NullMarked
package io.millwright.ingest.dashboards;

import org.jspecify.annotations.NullMarked;
