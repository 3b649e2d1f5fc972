@NullMarked
package io.millwright.sim.mqtt;

import org.jspecify.annotations.NullMarked;
