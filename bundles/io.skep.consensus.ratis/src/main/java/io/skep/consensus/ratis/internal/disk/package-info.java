/** Snapshots and directories that survive a power cut. */
@NullMarked
package io.skep.consensus.ratis.internal.disk;

import org.jspecify.annotations.NullMarked;
