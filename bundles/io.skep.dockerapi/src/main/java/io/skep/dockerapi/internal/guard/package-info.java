/** What a client's role allows where requests are carried out, and what is written down of it. */
@NullMarked
package io.skep.dockerapi.internal.guard;

import org.jspecify.annotations.NullMarked;
