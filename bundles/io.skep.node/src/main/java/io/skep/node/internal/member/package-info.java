/** What a node remembers of its cluster, and what it forgets when it leaves. */
@NullMarked
package io.skep.node.internal.member;

import org.jspecify.annotations.NullMarked;
