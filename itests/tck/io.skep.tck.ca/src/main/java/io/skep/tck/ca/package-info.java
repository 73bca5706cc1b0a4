/**
 * The kit of the contract {@code ca}: extend {@link io.skep.tck.ca.AuthorityContract}, name the
 * plug's provider, and every rule is checked.
 */
@NullMarked
package io.skep.tck.ca;

import org.jspecify.annotations.NullMarked;
