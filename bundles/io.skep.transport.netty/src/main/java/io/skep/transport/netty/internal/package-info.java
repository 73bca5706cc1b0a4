/** Lines over TCP and TLS 1.3. */
@NullMarked
package io.skep.transport.netty.internal;

import org.jspecify.annotations.NullMarked;
