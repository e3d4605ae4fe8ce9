package io.tachograph.bench.web;

import io.tachograph.api.AuditedTool;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Something to ask for, and to audit. */
@RestController
public class OrderController {
  /** Orders that fit. */
  @AuditedTool
  @GetMapping("/orders")
  public String find(@RequestParam String query, @RequestParam int limit) {
    return query + "-" + limit;
  }
}
