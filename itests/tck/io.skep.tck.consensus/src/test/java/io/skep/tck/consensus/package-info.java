/** The kit is tested: by a plug that keeps the rules, and by plugs that break one each. */
@NullMarked
package io.skep.tck.consensus;

import org.jspecify.annotations.NullMarked;
