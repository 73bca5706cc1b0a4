/** The cluster's root certificate and join tokens, until the CA room takes them over. */
@NullMarked
package io.skep.control.engine.internal.trust;

import org.jspecify.annotations.NullMarked;
