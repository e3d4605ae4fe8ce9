/**
 * Events that say why: what was proposed, validated, promoted, recalled and spent, with which model
 * and under which policy; and the store that keeps them.
 *
 * <p>Records check their rules when they are made, and throw {@link
 * java.lang.IllegalArgumentException} with what is wrong. Their JSON is wire compatible with
 * converge-core. It is given and taken as plain values of the JDK ({@code Map}, {@code List},
 * {@code String}, numbers, {@code Boolean}, null), which any JSON library reads and writes, since a
 * host must not be given one with this jar. Depends on the JDK alone.
 */
@NullMarked
package io.tachograph.api.experience;

import org.jspecify.annotations.NullMarked;
