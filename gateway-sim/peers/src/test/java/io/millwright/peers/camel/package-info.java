@NullMarked
package io.millwright.peers.camel;

import org.jspecify.annotations.NullMarked;
