/** The hosts, tried with Docker's own swarm mode. */
@NullMarked
package io.skep.itests.hosts;

import org.jspecify.annotations.NullMarked;
