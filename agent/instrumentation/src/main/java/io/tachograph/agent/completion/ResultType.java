package io.tachograph.agent.completion;

/**
 * What an audited method is declared to return, which bounds what may replace what it returned.
 *
 * @param name the type's binary name
 * @param packageName the package of the class that declares the method
 */
record ResultType(String name, String packageName) {
  /** Of a method's descriptor, whose result is an object, and its class's binary name. */
  static ResultType of(String descriptor, String className) {
    int result = descriptor.lastIndexOf(')') + 1;
    String name = descriptor.substring(result);
    String plain = name.startsWith("L") ? name.substring(1, name.length() - 1) : name;
    int end = className.lastIndexOf('.');
    return new ResultType(plain.replace('/', '.'), end < 0 ? "" : className.substring(0, end));
  }
}
