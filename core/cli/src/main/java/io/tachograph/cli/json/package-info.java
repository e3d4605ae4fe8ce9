/** Entries and what is said of them as JSON, one object a line: what machines read. */
@NullMarked
package io.tachograph.cli.json;

import org.jspecify.annotations.NullMarked;
