/** What is believed of what others send: requests before they go out, certificates that come in. */
@NullMarked
package io.skep.ca.external.internal.proof;

import org.jspecify.annotations.NullMarked;
