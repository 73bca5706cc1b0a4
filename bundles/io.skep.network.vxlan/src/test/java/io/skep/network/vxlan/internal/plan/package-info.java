/** Tests of plans. */
@NullMarked
package io.skep.network.vxlan.internal.plan;

import org.jspecify.annotations.NullMarked;
