package io.tachograph.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarkedTypesTest {
  private final MarkedTypes types = new MarkedTypes();
  private final InheritedMarks marks =
      InheritedMarks.NONE.with(Map.of("m()V", new Overridable(null, "a.T", List.of(), Set.of())));

  @Test
  void namesAreKnownByTheirHashes() {
    ClassLoader loader = new ClassLoader() {};
    for (int i = 0; i < 20_000; i++) {
      assertThat(types.knows("a.b.T" + i)).isFalse();
      types.put("a.b.T" + i, loader, marks);
      types.put("a.b.U" + i, loader, InheritedMarks.NONE);
    }
    int falseHits = 0;
    for (int i = 0; i < 20_000; i++) {
      assertThat(types.mayKnow(ClassFileHead.nameHash("a/b/T" + i))).isTrue();
      assertThat(types.knows("a.b.U" + i)).isFalse();
      falseHits += types.mayKnow(ClassFileHead.nameHash("a.b.U" + i)) ? 1 : 0;
    }
    assertThat(falseHits).isLessThan(200);
  }

  @Test
  void aTypeIsKnownInItsLoaderAlone() throws Exception {
    AuditTransformer none =
        new AuditTransformer(
            new Marks(List.of(), List.of(), new Includes(List.of(), List.of())),
            new CallSites(),
            weaving -> {},
            error -> {});
    String name = Family.Search.class.getName();
    Class<?> one = Class.forName(name, false, new FamilyLoader(none));
    Class<?> other = Class.forName(name, false, new FamilyLoader(none));
    types.put(name, one.getClassLoader(), marks);
    assertThat(types.of(one)).isSameAs(marks);
    assertThat(types.of(other).isEmpty()).isTrue();
    assertThat(types.of(Family.Search.class).isEmpty()).isTrue();
    types.put(name, one.getClassLoader(), InheritedMarks.NONE);
    assertThat(types.of(one).isEmpty()).isTrue();
    assertThat(types.knows(name)).isFalse();
  }
}
