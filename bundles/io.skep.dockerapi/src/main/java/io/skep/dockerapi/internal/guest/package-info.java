/** Plain containers on networks of the cluster: what the engine is told, and what is given back. */
@NullMarked
package io.skep.dockerapi.internal.guest;

import org.jspecify.annotations.NullMarked;
