/** A cluster of five hosts in the hands of somebody who has the docker command and nothing else. */
@NullMarked
package io.skep.itests.cluster;

import org.jspecify.annotations.NullMarked;
