/** Services: rules, defaults, updates, rollback. */
@NullMarked
package io.skep.control.engine.internal.service;

import org.jspecify.annotations.NullMarked;
