/** Placeholders of env, hostname and mounts. */
@NullMarked
package io.skep.runtime.engine.internal.template;

import org.jspecify.annotations.NullMarked;
