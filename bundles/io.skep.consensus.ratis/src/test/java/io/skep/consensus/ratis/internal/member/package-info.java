/** What a member says of its role. */
@NullMarked
package io.skep.consensus.ratis.internal.member;

import org.jspecify.annotations.NullMarked;
