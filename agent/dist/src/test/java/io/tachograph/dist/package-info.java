/** End-to-end tests on real child JVMs with the built jar, and the rules of the house. */
@NullMarked
package io.tachograph.dist;

import org.jspecify.annotations.NullMarked;
