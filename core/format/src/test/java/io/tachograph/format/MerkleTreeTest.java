package io.tachograph.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.format.Vectors.EntryVector;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  @Test
  void roots_are_those_of_the_vectors() {
    List<Hash> leaves = Vectors.entries().stream().map(EntryVector::hash).map(Hash::ofHex).toList();
    List<Hash> roots = Vectors.roots();
    assertThat(roots).hasSize(leaves.size() + 1);
    for (int size = 0; size <= leaves.size(); size++) {
      assertThat(MerkleTree.root(leaves.subList(0, size))).isEqualTo(roots.get(size));
    }
  }
}
