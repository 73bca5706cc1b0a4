/** The slice: what this node is to do and what it observed, in memory and on disk. */
@NullMarked
package io.skep.agent.internal.shelf;

import org.jspecify.annotations.NullMarked;
