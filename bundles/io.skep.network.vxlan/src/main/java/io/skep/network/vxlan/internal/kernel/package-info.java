/** What is in the kernel, and how it becomes what it is to be. */
@NullMarked
package io.skep.network.vxlan.internal.kernel;

import org.jspecify.annotations.NullMarked;
