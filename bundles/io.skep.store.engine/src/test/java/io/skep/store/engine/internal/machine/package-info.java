@NullMarked
package io.skep.store.engine.internal.machine;

import org.jspecify.annotations.NullMarked;
