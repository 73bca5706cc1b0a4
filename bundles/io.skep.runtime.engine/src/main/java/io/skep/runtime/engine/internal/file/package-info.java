/** Secrets and configs as files of tasks, in memory of the machine and nowhere else. */
@NullMarked
package io.skep.runtime.engine.internal.file;

import org.jspecify.annotations.NullMarked;
