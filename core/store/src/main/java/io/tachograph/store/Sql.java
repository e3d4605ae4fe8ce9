package io.tachograph.store;

/**
 * One statement and the table it is about, which an error then names.
 *
 * @param table the table, as the schema spells it
 * @param text the SQL, with {@code ?} for each parameter
 */
record Sql(String table, String text) {}
