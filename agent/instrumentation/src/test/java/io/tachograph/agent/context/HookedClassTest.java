package io.tachograph.agent.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.agent.context.ExecutorHooks.Hooked;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The hooks against the class files of the JDK that runs this. */
class HookedClassTest {
  /** What some of the releases since 17 have and others do not. */
  private static final Set<String> NOT_EVERYWHERE =
      Set.of(
          "java/util/concurrent/ForkJoinPool$WorkQueue#lockedPush",
          "java/util/concurrent/ThreadPoolExecutor#executeInternal",
          "java/util/concurrent/CompletableFuture$ThreadPerTaskExecutor#execute");

  private final ExecutorHooks hooks = new ExecutorHooks();

  private static byte @Nullable [] classFile(String className) throws IOException {
    try (InputStream in = Object.class.getModule().getResourceAsStream(className + ".class")) {
      return in == null ? null : in.readAllBytes();
    }
  }

  /** The methods of a class file that call the bridge. */
  private static Set<String> hookedIn(byte[] classFile) {
    List<String> found = new ArrayList<>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String method, String descriptor, String s, String[] e) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String name, String d, boolean i) {
                    if (owner.equals("io/tachograph/bootstrap/ContextHook")) {
                      found.add(method);
                    }
                  }
                };
              }
            },
            0);
    return Set.copyOf(found);
  }

  @Test
  void everyHookFindsItsPlaceInThisJdk() throws IOException {
    int classes = 0;
    for (String name : hooks.classes()) {
      byte[] file = classFile(name);
      if (file == null) {
        continue;
      }
      classes++;
      byte[] hooked = HookedClass.hook(name, hooks.in(name), file);
      assertThat(hooked).as(name).isNotNull();
      Set<String> methods = hookedIn(hooked);
      for (Hooked hook : hooks.in(name)) {
        if (!NOT_EVERYWHERE.contains(name + "#" + hook.method())) {
          assertThat(methods).as(name).contains(hook.method());
        }
      }
      assertThat(HookedClass.hook(name, hooks.in(name), file)).isEqualTo(hooked);
    }
    assertThat(classes).isGreaterThan(20);
  }

  @Test
  void aClassThatIsNotAsTheHooksKnowItIsLeftAlone() throws IOException {
    byte[] string = classFile("java/lang/String");
    String pool = "java/util/concurrent/ThreadPoolExecutor";
    assertThat(HookedClass.hook(pool, hooks.in(pool), string)).isNull();
    List<String> said = new ArrayList<>();
    ContextTransformer transformer =
        new ContextTransformer(hooks, (name, loader) -> {}, (name, error) -> said.add(name));
    assertThat(transformer.transform(null, null, "java/lang/String", null, null, string)).isNull();
    assertThat(said).isEmpty();
    assertThat(transformer.transform(null, null, pool, null, null, string)).isNull();
    assertThat(transformer.transform(null, null, pool, null, null, new byte[3])).isNull();
    assertThat(said).containsExactly(pool, pool);
  }
}
