/** One update of one service: how far it is, and what it does next. */
@NullMarked
package io.skep.updater.internal.rollout;

import org.jspecify.annotations.NullMarked;
