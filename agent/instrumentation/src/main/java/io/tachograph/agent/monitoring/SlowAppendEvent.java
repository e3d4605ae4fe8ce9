package io.tachograph.agent.monitoring;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** An append to the ledger that kept its caller for long. Of the thread that appended. */
@Name("io.tachograph.SlowAppend")
@Label("Slow Append")
@Category("Tachograph")
@Description("An append to the ledger of the Tachograph agent that took long")
@Enabled
@Threshold("10 ms")
final class SlowAppendEvent extends Event {
  @Label("Ledger")
  @Description("The ledger's folder")
  @Nullable String path;

  @Label("Entry")
  @Description("The seq of the entry that was appended")
  long seq;

  @Label("Length")
  @DataAmount
  long bytes;

  SlowAppendEvent() {}
}
