/** What commands of Karaf's shell share: asking the cluster, tables, and reading options. */
@NullMarked
package io.skep.shell.internal;

import org.jspecify.annotations.NullMarked;
