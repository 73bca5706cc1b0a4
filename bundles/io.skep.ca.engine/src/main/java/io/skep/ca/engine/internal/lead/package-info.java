/** What the leader does for the certificates of all. */
@NullMarked
package io.skep.ca.engine.internal.lead;

import org.jspecify.annotations.NullMarked;
