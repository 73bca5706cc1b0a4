/** What Docker's clients send and see. */
@NullMarked
package io.skep.dockerjson;

import org.jspecify.annotations.NullMarked;
