/**
 * The words of the domain: assets, meters, readings, work orders. Values only, no behaviour over
 * time.
 */
@NullMarked
package io.millwright.rules.model;

import org.jspecify.annotations.NullMarked;
