/** Docker's JSON: names, omissions and refusals of what cannot be read. */
@NullMarked
package io.skep.dockerapi.internal.json;

import org.jspecify.annotations.NullMarked;
