/** What there is to be, worked out of the wiring. Pure. */
@NullMarked
package io.skep.network.vxlan.internal.plan;

import org.jspecify.annotations.NullMarked;
