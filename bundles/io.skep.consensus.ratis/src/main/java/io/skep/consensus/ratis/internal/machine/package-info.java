/** What Ratis takes for the state machine: it passes everything on. */
@NullMarked
package io.skep.consensus.ratis.internal.machine;

import org.jspecify.annotations.NullMarked;
