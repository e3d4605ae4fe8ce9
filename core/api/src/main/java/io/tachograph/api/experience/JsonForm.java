package io.tachograph.api.experience;

import org.jspecify.annotations.Nullable;

/** What has a form in JSON. */
interface JsonForm {
  /** Its JSON as plain values of the JDK, fresh and the caller's. */
  @Nullable Object toJson();
}
