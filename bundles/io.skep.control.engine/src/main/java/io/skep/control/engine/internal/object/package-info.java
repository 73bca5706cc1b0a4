/** Nodes, secrets, configs, networks and plugs. */
@NullMarked
package io.skep.control.engine.internal.object;

import org.jspecify.annotations.NullMarked;
