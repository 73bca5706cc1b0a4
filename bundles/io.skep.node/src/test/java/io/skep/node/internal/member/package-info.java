/** Tests. */
@NullMarked
package io.skep.node.internal.member;

import org.jspecify.annotations.NullMarked;
