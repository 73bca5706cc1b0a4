/** This node's key and certificate: how it asks for them, checks them and keeps them. */
@NullMarked
package io.skep.ca.engine.internal.identity;

import org.jspecify.annotations.NullMarked;
