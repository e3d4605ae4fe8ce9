package io.tachograph.recorder.index;

import io.tachograph.format.BodyHead;
import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import io.tachograph.format.JsonMembers;
import io.tachograph.store.index.CallPart;
import io.tachograph.store.index.IndexField;
import io.tachograph.store.index.IndexQuery;
import io.tachograph.store.index.IndexRow;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an entry can be asked for by: the one notion of it, of the index and of filters. */
public final class EntryFields {
  private static final String EXPERIENCE = "experience";
  private static final String OF_TOOLS = "tool_";

  private EntryFields() {}

  /** Whether a query asks for an entry. */
  public static boolean areAskedFor(IndexQuery query, Entry entry) {
    return query.covers(entry.seq(), entry.timeNanos())
        && (query.conditions().isEmpty()
            || query.isMetBy(of(entry.type(), BodyHead.of(entry.body()))));
  }

  /** The entry's row. */
  public static IndexRow row(Entry entry) {
    BodyHead head = BodyHead.of(entry.body());
    CallPart call = CallFields.of(entry.type(), head.data().copy());
    Map<IndexField, String> fields = of(entry.type(), head);
    return new IndexRow(entry.seq(), entry.timeNanos(), shortened(entry.hash()), fields, call);
  }

  private static Map<IndexField, String> of(String type, BodyHead head) {
    Map<IndexField, String> fields = new EnumMap<>(IndexField.class);
    fields.put(IndexField.TYPE, type);
    put(fields, IndexField.TENANT, head.tenantId());
    put(fields, IndexField.AGENT, head.agentId());
    put(fields, IndexField.MISSION, head.mission());
    put(fields, IndexField.TASK, head.taskId());
    put(fields, IndexField.PARENT, head.parentId());
    put(fields, IndexField.CORRELATION, head.correlationId());
    put(fields, IndexField.TRACE, head.traceId());
    if (type.startsWith(OF_TOOLS)) {
      put(fields, IndexField.TOOL, BodyHead.textIn(head.data(), "name"));
    } else if (type.equals(EXPERIENCE)) {
      experience(fields, head.data());
    }
    return fields;
  }

  /** What an experience event says in its envelope, which counts where the body differs. */
  private static void experience(Map<IndexField, String> fields, JsonMembers envelope) {
    while (envelope.next()) {
      if (envelope.is("tenant_id")) {
        put(fields, IndexField.TENANT, envelope.text());
      } else if (envelope.is("correlation_id")) {
        put(fields, IndexField.CORRELATION, envelope.text());
      } else if (envelope.is("event")) {
        JsonMembers event = envelope.object();
        while (event.next()) {
          if (event.is("type")) {
            put(fields, IndexField.KIND, event.text());
          } else if (event.is("data")) {
            put(fields, IndexField.CHAIN, BodyHead.textIn(event.object(), "chain_id"));
          }
        }
      }
    }
  }

  private static void put(
      Map<IndexField, String> fields, IndexField field, @Nullable String value) {
    if (value != null) {
      fields.put(field, value);
    }
  }

  /** What the index keeps of a hash. */
  private static long shortened(Hash hash) {
    return ByteBuffer.wrap(hash.toBytes()).getLong();
  }
}
