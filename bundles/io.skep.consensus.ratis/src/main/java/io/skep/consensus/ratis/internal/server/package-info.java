/** Apache Ratis' server: how it is tuned, started, asked and stopped. */
@NullMarked
package io.skep.consensus.ratis.internal.server;

import org.jspecify.annotations.NullMarked;
