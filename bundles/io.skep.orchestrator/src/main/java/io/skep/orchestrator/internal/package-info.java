/** Which tasks there are and what is to become of them. */
@NullMarked
package io.skep.orchestrator.internal;

import org.jspecify.annotations.NullMarked;
