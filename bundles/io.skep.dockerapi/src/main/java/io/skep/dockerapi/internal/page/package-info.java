/** What each endpoint answers. */
@NullMarked
package io.skep.dockerapi.internal.page;

import org.jspecify.annotations.NullMarked;
