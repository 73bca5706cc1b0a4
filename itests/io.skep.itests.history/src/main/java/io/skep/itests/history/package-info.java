/**
 * What clients did to a replicated store, and whether the answers can be those of one store that
 * does one thing after the other. Source: consensus-and-faults 4.2.
 */
@NullMarked
package io.skep.itests.history;

import org.jspecify.annotations.NullMarked;
