/**
 * What nodes know of networks: where the addresses are, which services stand behind them, and what
 * may be given traffic.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.model.net;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
