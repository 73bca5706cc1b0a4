/** Requests, replies, and the table that finds who answers. */
@NullMarked
package io.skep.dockerapi.internal.route;

import org.jspecify.annotations.NullMarked;
