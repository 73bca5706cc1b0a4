/** One opened member: its verbs, its role and what it hands to the host. */
@NullMarked
package io.skep.consensus.ratis.internal.member;

import org.jspecify.annotations.NullMarked;
