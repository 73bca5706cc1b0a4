/** Which runtime holds which task: survives the process. */
@NullMarked
package io.skep.runtime.engine.internal.ledger;

import org.jspecify.annotations.NullMarked;
