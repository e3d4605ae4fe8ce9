package io.tachograph.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NotesTest {
  private static SigningKey key(String which) {
    return SigningKey.ofSeed(
        Vectors.key("genesis", "vkey").split("\\+", 2)[0],
        HexFormat.of().parseHex(Vectors.key(which, "seed")));
  }

  @Test
  void keysAreThoseOfTheVectors() throws Exception {
    for (String which : List.of("genesis", "next")) {
      String text = Vectors.key(which, "vkey");
      assertThat(key(which).verifierKey()).hasToString(text);
      assertThat(VerifierKey.parse(text)).isEqualTo(key(which).verifierKey()).hasToString(text);
    }
  }

  @Test
  void everyKeySurvivesItsText() throws Exception {
    for (int i = 0; i < 100; i++) {
      VerifierKey key = SigningKey.generate("example.org/log").verifierKey();
      assertThat(VerifierKey.parse(key.toString())).isEqualTo(key);
    }
  }

  @Test
  void checkpointsAreThoseOfTheVectorsByteForByte() throws Exception {
    List<String> notes = Vectors.checkpoints();
    assertThat(notes).hasSize(5);
    for (String text : notes) {
      SignedNote note = SignedNote.parse(text);
      Checkpoint checkpoint = Checkpoint.of(note);
      assertThat(checkpoint.root()).isEqualTo(Vectors.roots().get((int) checkpoint.size()));
      String which = checkpoint.size() <= 8 ? "genesis" : "next";
      String other = checkpoint.size() <= 8 ? "next" : "genesis";
      assertThat(checkpoint.sign(key(which))).hasToString(text);
      assertThat(key(which).verifierKey().hasSigned(note)).isTrue();
      assertThat(key(other).verifierKey().hasSigned(note)).isFalse();
    }
  }

  @Test
  void theProofOfTheVectorsHoldsByItself() throws Exception {
    String text = Vectors.text("event-4.tlog-proof");
    TlogProof proof = TlogProof.parse(text);
    assertThat(proof).hasToString(text);
    assertThat(proof.verify(key("next").verifierKey()).size()).isEqualTo(20);
    assertThat(proof.entry().type()).isEqualTo("task_failed");
    assertThatThrownBy(() -> proof.verify(key("genesis").verifierKey()))
        .isInstanceOf(MalformedNoteException.class)
        .hasMessageContaining("not signed by this key");
  }

  @Test
  void noChangedCharacterOfAProofIsAccepted() {
    String text = Vectors.text("event-4.tlog-proof");
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder changed = new StringBuilder(text);
      int at = random.nextInt(text.length());
      char other = (char) (' ' + random.nextInt(95));
      if (changed.charAt(at) == other) {
        continue;
      }
      changed.setCharAt(at, other);
      assertThatThrownBy(
              () -> TlogProof.parse(changed.toString()).verify(key("next").verifierKey()))
          .as("seed=" + seed + " at=" + at + " other=" + other)
          .isInstanceOf(MalformedNoteException.class);
    }
  }

  @Test
  void aSignatureWithAByteTooManyIsRefused() throws Exception {
    String text = Vectors.text("event-4.tlog-proof");
    String longer = text.substring(0, text.length() - 2) + "A\n";
    TlogProof proof = TlogProof.parse(longer);
    assertThatThrownBy(() -> proof.verify(key("next").verifierKey()))
        .isInstanceOf(MalformedNoteException.class);
  }

  @Test
  void aKeySurvivesItsPem() throws Exception {
    SigningKey made = SigningKey.generate("tachograph/a");
    SigningKey read = SigningKey.ofPem("tachograph/a", made.toPem());
    assertThat(read.verifierKey()).isEqualTo(made.verifierKey());
    SignedNote note = read.sign("text\n");
    assertThat(made.verifierKey().hasSigned(SignedNote.parse(note.toString()))).isTrue();
    assertThat(made.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void whatIsNoKeyIsRefusedWithoutSayingWhatItWas() {
    assertThatThrownBy(
            () ->
                SigningKey.ofPem(
                    "a", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----"))
        .isInstanceOf(MalformedNoteException.class)
        .hasMessageNotContaining("c2VjcmV0")
        .hasNoCause();
    for (String text :
        List.of(
            "", "a+b", "a+00000000+AAAA", Vectors.key("next", "vkey").replace("12cb", "12cc"))) {
      assertThatThrownBy(() -> VerifierKey.parse(text)).isInstanceOf(MalformedNoteException.class);
    }
  }

  @Test
  void whatIsNoNoteIsRefused() {
    String note = Vectors.checkpoints().get(0);
    for (String text :
        List.of(
            "",
            "\n\n",
            "a\n",
            "a\n\n",
            note.substring(0, note.length() - 1),
            note.replace("\u2014 ", "- "),
            note.replace("\n1\n", "\n\u0001\n"),
            note.replace("=\n", "\n"))) {
      assertThatThrownBy(() -> SignedNote.parse(text)).isInstanceOf(MalformedNoteException.class);
    }
    for (String size : List.of("01", "-1", "1x", "99999999999999999999")) {
      assertThatThrownBy(
              () -> Checkpoint.of(SignedNote.parse(note.replace("\n1\n", "\n" + size + "\n"))))
          .isInstanceOf(MalformedNoteException.class);
    }
  }

  @Test
  void aBoundaryGoesOnToTheSameRoots() throws Exception {
    List<Hash> leaves = Vectors.entries().stream().map(v -> Hash.ofHex(v.hash())).toList();
    MerkleFrontier frontier = new MerkleFrontier();
    leaves.subList(0, 13).forEach(frontier::append);
    SignedNote note =
        new Checkpoint("tachograph/a", 13, frontier.root())
            .sign(SigningKey.generate("tachograph/a"));
    PrunedBoundary boundary = new PrunedBoundary(13, leaves.get(12), frontier.roots(), note);
    PrunedBoundary read = PrunedBoundary.parse(boundary.toString());
    assertThat(read).hasToString(boundary.toString());
    MerkleFrontier resumed = read.frontier();
    leaves.subList(13, 20).forEach(resumed::append);
    assertThat(resumed.root()).isEqualTo(Vectors.roots().get(20));
    assertThatThrownBy(() -> PrunedBoundary.parse(boundary.toString().replace("\n13\n", "\n12\n")))
        .isInstanceOf(MalformedNoteException.class);
  }
}
