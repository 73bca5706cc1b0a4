/** Tests and attacks. */
@NullMarked
package io.skep.transport.netty.internal;

import org.jspecify.annotations.NullMarked;
