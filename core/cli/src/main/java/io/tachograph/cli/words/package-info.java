/** Numbers, times and tables as people read them. */
@NullMarked
package io.tachograph.cli.words;

import org.jspecify.annotations.NullMarked;
