/** Placeholders of env, hostname, mounts, and of secrets and configs. */
@NullMarked
package io.skep.runtime.engine.internal.template;

import org.jspecify.annotations.NullMarked;
