/** The kit is tested: by a runtime that keeps the rules, and by runtimes that break one each. */
@NullMarked
package io.skep.tck.runtime;

import org.jspecify.annotations.NullMarked;
