/** From a workload to a running supervisor. */
@NullMarked
package io.skep.runtime.process.internal.launch;

import org.jspecify.annotations.NullMarked;
