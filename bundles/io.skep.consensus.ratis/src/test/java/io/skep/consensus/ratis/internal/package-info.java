/** Apache Ratis under the contract's kit, under {@code kill -9}, and as a group of three. */
@NullMarked
package io.skep.consensus.ratis.internal;

import org.jspecify.annotations.NullMarked;
