/** How many tasks a service has, and in which slots: one class per mode. */
@NullMarked
package io.skep.orchestrator.internal.mode;

import org.jspecify.annotations.NullMarked;
