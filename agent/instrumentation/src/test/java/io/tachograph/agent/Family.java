package io.tachograph.agent;

import io.tachograph.api.AuditedTask;
import io.tachograph.api.AuditedTool;
import io.tachograph.api.Redacted;

/** Types under types that mark methods. */
@SuppressWarnings("UnusedMethod")
class Family {
  private Family() {}

  interface Search {
    @AuditedTool(name = "look", agent = "librarian")
    String search(String query, @Redacted String key);

    /** Marked nowhere, but what it is given is nobody's business. */
    String signIn(@Redacted String pin);
  }

  abstract static class Base implements Search {}

  static class Plain extends Base {
    @Override
    public String search(String query, String key) {
      return query;
    }

    @Override
    @AuditedTask
    public String signIn(String pin) {
      return "in";
    }
  }

  static class Own extends Plain {
    @Override
    @AuditedTask(name = "own")
    public String search(String query, String key) {
      return "own";
    }
  }

  static class Below extends Own {
    @Override
    public String search(String query, String key) {
      return "below";
    }
  }

  interface Mapper<I, O> {
    @AuditedTool
    O map(I input);
  }

  static class Length implements Mapper<String, Integer> {
    @Override
    public Integer map(String text) {
      return text.length();
    }
  }

  /** What a framework has. */
  interface Callback {
    Object call(String input);

    Object call(String input, Object context);
  }

  static class Tool implements Callback {
    @Override
    public Object call(String input) {
      return input;
    }

    @Override
    public Object call(String input, Object context) {
      return call(input);
    }
  }

  /** Named as CGLIB names its subclasses. */
  static class Plain$$SpringCGLIB$$0 extends Plain {
    @Override
    public String search(String query, String key) {
      return super.search(query, key);
    }
  }
}
