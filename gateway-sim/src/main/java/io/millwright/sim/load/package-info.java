/**
 * Load: many gateways with many meters that publish at a given rate, or as fast as they are
 * answered. From who publishes what ({@code LoadFleet}, {@code LoadRegistration}) by way of the
 * messages ({@code MessageMaker}) to the run ({@code LoadRun}) and its figures ({@code
 * LoadReport}).
 */
@NullMarked
package io.millwright.sim.load;

import org.jspecify.annotations.NullMarked;
