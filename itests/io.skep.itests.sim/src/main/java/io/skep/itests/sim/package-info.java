/**
 * The seams of any number of nodes in one thread, on a seed: one queue ordered by virtual time and
 * a seeded tie-break. Equal seeds give equal runs.
 */
@NullMarked
package io.skep.itests.sim;

import org.jspecify.annotations.NullMarked;
