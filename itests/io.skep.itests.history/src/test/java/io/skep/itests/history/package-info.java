/** The judge is judged: by correct histories, and by broken ones. */
@NullMarked
package io.skep.itests.history;

import org.jspecify.annotations.NullMarked;
