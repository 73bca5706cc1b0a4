/** Hosts on a network of their own, each with a container engine, and what can befall them. */
@NullMarked
package io.skep.itests.hosts;

import org.jspecify.annotations.NullMarked;
