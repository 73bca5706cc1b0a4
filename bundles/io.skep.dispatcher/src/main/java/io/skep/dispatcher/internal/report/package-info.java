/** What is written into the store: statuses of nodes and tasks. */
@NullMarked
package io.skep.dispatcher.internal.report;

import org.jspecify.annotations.NullMarked;
