/**
 * What a user wants: the specifications of clusters, nodes, services, networks, secrets and
 * configs.
 *
 * <p>Names and shapes are those of the Docker Engine API. A component that is {@code @Nullable} is
 * one whose absence Docker tells apart from its zero value.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.model.spec;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
