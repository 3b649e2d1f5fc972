/**
 * What a gateway and a registry file look like on the wire: docs/contracts.md, sections 1 and 4.
 */
@NullMarked
package io.millwright.sim.contract;

import org.jspecify.annotations.NullMarked;
