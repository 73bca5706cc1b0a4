/** What encrypts frames between nodes. */
@NullMarked
package io.skep.network.vxlan.internal.cipher;

import org.jspecify.annotations.NullMarked;
