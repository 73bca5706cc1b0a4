@org.jspecify.annotations.NullMarked
package io.skep.telemetry.internal;
