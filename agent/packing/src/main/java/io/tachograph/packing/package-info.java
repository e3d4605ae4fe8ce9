/**
 * Steps of the build, before and after the jar is packed, for the time that a host takes to start.
 *
 * <p>The JVM makes a class for each lambda when it first meets it, by generating and loading
 * bytecode; here it is done once. It checks each table of local variables of a class that it loads,
 * which nobody reads in a library; here they are left out. And it inflates each class file; here
 * those that every start loads are stored as they are.
 */
@NullMarked
package io.tachograph.packing;

import org.jspecify.annotations.NullMarked;
