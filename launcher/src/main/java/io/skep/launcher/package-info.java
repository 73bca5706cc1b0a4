/** What {@code ./skep} does in Java, with nothing but the JDK. */
package io.skep.launcher;
