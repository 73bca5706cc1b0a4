/** Where drivers and balancers sit. */
@NullMarked
package io.skep.network.engine.internal.socket;

import org.jspecify.annotations.NullMarked;
