@NullMarked
package io.millwright.ingest.database;

import org.jspecify.annotations.NullMarked;
