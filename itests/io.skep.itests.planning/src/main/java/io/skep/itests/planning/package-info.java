/**
 * A cluster on paper: a state, stages that plan on it, a clock that only moves when told to, and
 * agents that do as they are told. For tests of stages, in one thread.
 */
@NullMarked
package io.skep.itests.planning;

import org.jspecify.annotations.NullMarked;
