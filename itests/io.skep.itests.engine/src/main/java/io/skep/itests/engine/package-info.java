/** A real container engine for tests, apart from the machine's own. */
@NullMarked
package io.skep.itests.engine;

import org.jspecify.annotations.NullMarked;
