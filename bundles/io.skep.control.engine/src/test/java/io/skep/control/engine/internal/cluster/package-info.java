/** What a node was started with, and what its user says. */
@NullMarked
package io.skep.control.engine.internal.cluster;

import org.jspecify.annotations.NullMarked;
