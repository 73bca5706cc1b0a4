/** Tests of placeholders. */
@NullMarked
package io.skep.runtime.engine.internal.template;

import org.jspecify.annotations.NullMarked;
