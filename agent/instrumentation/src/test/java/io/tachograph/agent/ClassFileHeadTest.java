package io.tachograph.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassFileHeadTest {
  private static final ConstantTexts OURS =
      new ConstantTexts(
          List.of("Lio/tachograph/api/AuditedTask;", "Lio/tachograph/api/AuditedTool;"));

  private static ClassFileHead read(Class<?> type, ConstantTexts texts) throws Exception {
    byte[] file = FamilyLoader.read(type.getName());
    byte[] padded = new byte[file.length + 20];
    System.arraycopy(file, 0, padded, 7, file.length);
    return ClassFileHead.read(padded, 7, file.length, texts);
  }

  @Test
  void annotationsAndSuperTypesAreRead() throws Exception {
    ClassFileHead plain = read(Family.Plain.class, OURS);
    assertThat(plain.mentions()).isTrue();
    assertThat(plain.superTypes()).isEqualTo(1);
    assertThat(plain.name(0)).isEqualTo(Family.Base.class.getName());
    assertThat(plain.nameHash(0)).isEqualTo(ClassFileHead.nameHash(Family.Base.class.getName()));
    assertThat(plain.ownNameHash()).isEqualTo(ClassFileHead.nameHash(Family.Plain.class.getName()));
    ClassFileHead base = read(Family.Base.class, OURS);
    assertThat(base.mentions()).isFalse();
    assertThat(base.superTypes()).isEqualTo(2);
    assertThat(base.maybeOfTheHost(0)).isFalse();
    assertThat(base.maybeOfTheHost(1)).isTrue();
    assertThat(base.name(1)).isEqualTo(Family.Search.class.getName());
  }

  @Test
  void whatIsNoClassFileIsLeftAlone() throws Exception {
    assertThat(ClassFileHead.read(new byte[0], 0, 0, OURS)).isNull();
    assertThat(ClassFileHead.read(new byte[99], 0, 99, OURS)).isNull();
    byte[] file = FamilyLoader.read(Family.Plain.class.getName());
    assertThat(ClassFileHead.read(file, 1, file.length, OURS)).isNull();
    assertThat(ClassFileHead.read(file, 0, Integer.MAX_VALUE, OURS)).isNull();
    assertThat(ClassFileHead.read(file, -1, file.length, OURS)).isNull();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      byte[] broken = Arrays.copyOf(file, 10 + random.nextInt(file.length - 10));
      broken[8 + random.nextInt(broken.length - 8)] = (byte) random.nextInt();
      ClassFileHead head = ClassFileHead.read(broken, 0, broken.length, OURS);
      for (int i = 0; head != null && i < head.superTypes(); i++) {
        if (head.maybeOfTheHost(i)) {
          assertThat(head.name(i)).as("seed=%d round=%d", seed, round).isNotNull();
        }
      }
    }
  }
}
