package io.tachograph.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProofsTest {
  private static List<Hash> leaves() {
    return Vectors.entries().stream().map(v -> Hash.ofHex(v.hash())).toList();
  }

  private static MerkleTree.Nodes<RuntimeException> nodes(List<Hash> leaves) {
    return (level, index) ->
        MerkleTree.root(
            leaves.subList(Math.toIntExact(index << level), Math.toIntExact((index + 1) << level)));
  }

  private static List<Hash> random(int size, Random random) {
    List<Hash> leaves = new ArrayList<>();
    byte[] bytes = new byte[Hash.LENGTH];
    for (int i = 0; i < size; i++) {
      random.nextBytes(bytes);
      leaves.add(Hash.copyOf(bytes, 0));
    }
    return leaves;
  }

  @Test
  void makesAndVerifiesTheInclusionVectors() {
    List<Hash> leaves = leaves();
    assertThat(Vectors.inclusions())
        .hasSizeGreaterThan(100)
        .allSatisfy(
            v -> {
              assertThat(InclusionProof.path(v.index(), v.size(), nodes(leaves)))
                  .isEqualTo(v.path());
              Hash leaf = leaves.get((int) v.index());
              assertThat(InclusionProof.root(v.index(), v.size(), leaf, v.path()))
                  .isEqualTo(Vectors.roots().get((int) v.size()));
            });
  }

  @Test
  void makesAndVerifiesTheConsistencyVectors() {
    List<Hash> roots = Vectors.roots();
    assertThat(Vectors.consistencies())
        .hasSizeGreaterThan(100)
        .allSatisfy(
            v -> {
              assertThat(ConsistencyProof.path(v.from(), v.to(), nodes(leaves())))
                  .isEqualTo(v.path());
              Hash from = roots.get((int) v.from());
              Hash to = roots.get((int) v.to());
              assertThat(ConsistencyProof.verify(v.from(), v.to(), from, to, v.path())).isTrue();
              if (v.from() != v.to()) {
                assertThat(ConsistencyProof.verify(v.from(), v.to(), to, to, v.path())).isFalse();
                assertThat(ConsistencyProof.verify(v.from(), v.to(), from, from, v.path()))
                    .isFalse();
              }
            });
  }

  @Test
  void frontierGoesOnFromItsRootsAtAnySize() {
    List<Hash> leaves = leaves();
    for (int size = 0; size <= leaves.size(); size++) {
      MerkleFrontier whole = new MerkleFrontier();
      leaves.subList(0, size).forEach(whole::append);
      assertThat(whole.root()).isEqualTo(Vectors.roots().get(size));
      MerkleFrontier resumed = MerkleFrontier.of(size, whole.roots());
      for (int next = size; next < leaves.size(); next++) {
        resumed.append(leaves.get(next));
        assertThat(resumed.root()).isEqualTo(Vectors.roots().get(next + 1));
      }
    }
  }

  @Test
  void frontierTakesWholeSubtrees() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<Hash> leaves = random(1 + random.nextInt(300), random);
      MerkleFrontier frontier = new MerkleFrontier();
      int at = 0;
      while (at < leaves.size()) {
        int most = at == 0 ? 9 : Integer.numberOfTrailingZeros(at);
        int level = random.nextInt(most + 1);
        while (at + (1 << level) > leaves.size()) {
          level--;
        }
        Hash root = MerkleTree.root(leaves.subList(at, at + (1 << level)));
        frontier.appendSubtree(level, root.toBytes(), 0);
        at += 1 << level;
      }
      assertThat(frontier.root()).as("seed=" + seed).isEqualTo(MerkleTree.root(leaves));
    }
  }

  @Test
  void aSubtreeBeginsAtAMultipleOfItsLeaves() {
    MerkleFrontier frontier = new MerkleFrontier();
    frontier.append(Hash.ZERO);
    assertThatThrownBy(() -> frontier.appendSubtree(1, new byte[Hash.LENGTH], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("size=1 level=1");
  }

  @Test
  void everyProofOfARandomTreeHoldsAndNoChangedOneDoes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      List<Hash> leaves = random(2 + random.nextInt(600), random);
      int size = 2 + random.nextInt(leaves.size() - 1);
      int index = random.nextInt(size);
      Hash root = MerkleTree.root(leaves.subList(0, size));
      List<Hash> path = new ArrayList<>(InclusionProof.path(index, size, nodes(leaves)));
      assertThat(InclusionProof.root(index, size, leaves.get(index), path))
          .as("seed=" + seed)
          .isEqualTo(root);
      path.set(random.nextInt(path.size()), Hash.ZERO);
      assertThat(InclusionProof.root(index, size, leaves.get(index), path))
          .as("seed=" + seed)
          .isNotEqualTo(root);

      int from = 1 + random.nextInt(size);
      Hash fromRoot = MerkleTree.root(leaves.subList(0, from));
      List<Hash> grown = new ArrayList<>(ConsistencyProof.path(from, size, nodes(leaves)));
      assertThat(ConsistencyProof.verify(from, size, fromRoot, root, grown))
          .as("seed=" + seed)
          .isTrue();
      if (!grown.isEmpty()) {
        grown.set(random.nextInt(grown.size()), Hash.ZERO);
        assertThat(ConsistencyProof.verify(from, size, fromRoot, root, grown))
            .as("seed=" + seed)
            .isFalse();
      }
    }
  }

  @Test
  void aPathOfTheWrongLengthIsRefused() {
    Hash leaf = Hash.ZERO;
    assertThatThrownBy(() -> InclusionProof.root(0, 4, leaf, List.of(leaf)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> InclusionProof.root(0, 1, leaf, List.of(leaf)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> InclusionProof.root(4, 4, leaf, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tilesStandWhereTlogTilesPutsThem() {
    assertThat(new Tile(0, 0).path()).isEqualTo("tile/0/000");
    assertThat(new Tile(0, 67).path()).isEqualTo("tile/0/067");
    assertThat(new Tile(1, 1_234_067).path()).isEqualTo("tile/1/x001/x234/067");
    assertThat(new Tile(2, 1_000).path()).isEqualTo("tile/2/x001/000");
  }

  @Test
  void tilesAndLeavesGiveTheSameNodesWhateverTilesThereAre() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Hash> leaves = random(70_000, random);
    MerkleTree.Nodes<RuntimeException> plain = nodes(leaves);
    for (int kept : List.of(0, 50, 100)) {
      TiledNodes<RuntimeException> tiled = new TiledNodes<>(new TestTiles(plain, kept, random));
      for (int round = 0; round < 20; round++) {
        int size = 1 + random.nextInt(leaves.size());
        int index = random.nextInt(size);
        List<Hash> path = InclusionProof.path(index, size, tiled);
        assertThat(InclusionProof.root(index, size, leaves.get(index), path))
            .as("seed=" + seed + " kept=" + kept + " size=" + size + " index=" + index)
            .isEqualTo(MerkleTree.root(leaves.subList(0, size)));
      }
    }
  }

  /** The full tiles of 70,000 leaves, some of them lost. */
  private record TestTiles(MerkleTree.Nodes<RuntimeException> nodes, int keptPercent, Random random)
      implements TiledNodes.Source<RuntimeException> {
    @Override
    public byte[] tile(Tile tile) {
      long leaves = (tile.index() + 1) << (Tile.HEIGHT * (tile.level() + 1));
      if (leaves > 70_000 || random.nextInt(100) >= keptPercent) {
        return null;
      }
      byte[] bytes = new byte[Tile.BYTES];
      for (int i = 0; i < Tile.WIDTH; i++) {
        nodes
            .node(tile.level() * Tile.HEIGHT, tile.index() * Tile.WIDTH + i)
            .copyTo(bytes, i * Hash.LENGTH);
      }
      return bytes;
    }

    @Override
    public Hash leaf(long seq) {
      return nodes.node(0, seq);
    }
  }
}
