/** Tests of the room as its callers see it. */
package io.skep.control.engine.internal;
