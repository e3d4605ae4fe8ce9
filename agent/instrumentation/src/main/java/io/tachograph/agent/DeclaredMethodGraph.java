package io.tachograph.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * Byte Buddy's view of a class by itself: its super types are nobody's business, and may not even
 * be there. Unlike Byte Buddy's own view of that kind it has bridge methods, which are audited
 * where they call what stands in a super class.
 */
final class DeclaredMethodGraph extends MethodGraph.Compiler.AbstractBase {
  @Override
  public MethodGraph.Linked compile(TypeDefinition type, TypeDescription viewPoint) {
    LinkedHashMap<MethodDescription.SignatureToken, MethodGraph.Node> nodes = new LinkedHashMap<>();
    for (MethodDescription method : type.getDeclaredMethods().filter(ElementMatchers.isVirtual())) {
      nodes.put(method.asSignatureToken(), new MethodGraph.Node.Simple(method));
    }
    return new MethodGraph.Linked.Delegation(
        new MethodGraph.Simple(nodes), MethodGraph.Empty.INSTANCE, Map.of());
  }
}
