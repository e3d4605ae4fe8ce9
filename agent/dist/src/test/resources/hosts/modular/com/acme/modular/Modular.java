package com.acme.modular;

import io.tachograph.api.AuditedTool;
import io.tachograph.api.Tachograph;
import java.util.Map;

/** A named module, which exports and opens nothing. */
public class Modular {
  private record Point(int x, int y) {}

  @AuditedTool
  private static int add(Point point) {
    System.out.println("inside of a call: " + (Tachograph.currentTaskId() != null));
    return point.x() + point.y();
  }

  public static void main(String[] arguments) {
    System.out.println(
        "own: "
            + Modular.class.getModule().getName()
            + " "
            + Tachograph.class.getModule().getName());
    System.out.println(add(new Point(1, 2)) + " " + Tachograph.isActive());
    Tachograph.record("policy.checked", Map.of("rule", 7));
  }
}
