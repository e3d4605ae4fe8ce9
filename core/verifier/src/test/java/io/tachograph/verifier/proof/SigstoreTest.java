package io.tachograph.verifier.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigstore.encryption.signers.Verifiers;
import dev.sigstore.merkle.InclusionProofVerifier;
import dev.sigstore.rekor.client.Checkpoints;
import dev.sigstore.rekor.client.RekorEntry.Checkpoint;
import dev.sigstore.rekor.client.RekorVerificationException;
import io.tachograph.format.Hash;
import io.tachograph.format.SignedNote;
import io.tachograph.format.TlogProof;
import io.tachograph.verifier.proof.LedgerProver.Proven;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is sealed and proved here, verified by an implementation that is not ours: sigstore-java.
 */
class SigstoreTest {
  private static final Path VECTORS = Path.of("../format/src/test/resources/vectors");

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @TempDir Path dir;

  @Test
  void sigstoreVerifiesEveryProofOfALedgerAndNoChangedOne() throws Exception {
    SealedLedger ledger = SealedLedger.random(dir, 700, random);
    try (LedgerProver prover = LedgerProver.open(ledger.folder())) {
      for (int seq = 0; seq < 700; seq += 1 + random.nextInt(5)) {
        Proven proven = prover.prove(seq);
        SigstoreLog log = new SigstoreLog(proven.key().toString());
        log.verify(proven.proof().toString());
        TlogProof moved =
            new TlogProof(
                proven.proof().entry(), seq ^ 1, proven.proof().path(), proven.proof().note());
        assertThatThrownBy(() -> log.verify(moved.toString()))
            .as("seed=%d seq=%d", seed, seq)
            .isInstanceOf(RekorVerificationException.class);
      }
      String byAnother = prover.prove(3).proof().toString();
      byte[] wrong = new byte[Hash.LENGTH];
      SigstoreLog other =
          new SigstoreLog(
              io.tachograph.format.SigningKey.ofSeed(SealedLedger.ORIGIN, wrong)
                  .verifierKey()
                  .toString());
      assertThatThrownBy(() -> other.verify(byAnother))
          .isInstanceOf(RekorVerificationException.class)
          .hasMessageContaining("key hint");
      SigstoreLog log = new SigstoreLog(ledger.key.verifierKey().toString());
      int inSignature = byAnother.length() - 20;
      char changed = byAnother.charAt(inSignature) == 'x' ? 'y' : 'x';
      String forged =
          byAnother.substring(0, inSignature) + changed + byAnother.substring(inSignature + 1);
      assertThatThrownBy(() -> log.verify(forged))
          .isInstanceOf(RekorVerificationException.class)
          .hasMessageContaining("signature was invalid");
    }
  }

  @Test
  void sigstoreReadsAndVerifiesEveryCheckpointOfALedger() throws Exception {
    SealedLedger ledger = SealedLedger.random(dir, 700, random);
    int first = ledger.rotations.isEmpty() ? 700 : ledger.rotations.get(0).intValue() + 1;
    for (SignedNote note : ledger.notes) {
      Checkpoint read = Checkpoints.from(note.toString());
      assertThat(read.getOrigin()).isEqualTo(SealedLedger.ORIGIN);
      assertThat(read.getSignedData()).isEqualTo(note.text());
      assertThat(read.getBase64Hash())
          .isEqualTo(ledger.checkpoint(read.getSize().intValue()).root().toBase64());
      assertThat(isSigned(read, ledger.genesis.verifierKey().toString()))
          .as("seed=%d size=%d", seed, read.getSize())
          .isEqualTo(read.getSize() <= first);
    }
  }

  @Test
  void sigstoreVerifiesTheVectors() throws Exception {
    Matcher keys =
        Pattern.compile("\"vkey\": \"([^\"]+)\"")
            .matcher(Files.readString(VECTORS.resolve("keys.json")));
    assertThat(keys.find()).isTrue();
    String genesis = keys.group(1);
    assertThat(keys.find()).isTrue();
    String next = keys.group(1);
    String[] notes = Files.readString(VECTORS.resolve("checkpoints")).split("(?<=\n)\n(?!\u2014)");
    assertThat(notes).hasSize(5);
    for (String note : notes) {
      Checkpoint read = Checkpoints.from(note);
      assertThat(isSigned(read, read.getSize() <= 8 ? genesis : next)).isTrue();
      assertThat(isSigned(read, read.getSize() <= 8 ? next : genesis)).isFalse();
    }
    String text = Files.readString(VECTORS.resolve("event-4.tlog-proof"));
    TlogProof proof = TlogProof.parse(text);
    Checkpoint checkpoint = Checkpoints.from(text.substring(text.indexOf("\n\n") + 2));
    assertThat(isSigned(checkpoint, next)).isTrue();
    InclusionProofVerifier.verify(
        proof.entry().hash().toBytes(),
        4,
        checkpoint.getSize(),
        proof.path().stream().map(Hash::toBytes).toList(),
        Base64.getDecoder().decode(checkpoint.getBase64Hash()));
  }

  /** By its classes for signatures alone, for which a name need not be a host. */
  private static boolean isSigned(Checkpoint checkpoint, String vkey) throws Exception {
    byte[] encoded = new SigstoreLog(vkey).encodedKey();
    assertThat(checkpoint.getSignatures()).hasSize(1);
    return Verifiers.newVerifier(
            KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)))
        .verify(
            checkpoint.getSignedData().getBytes(StandardCharsets.UTF_8),
            checkpoint.getSignatures().get(0).getSignature());
  }
}
