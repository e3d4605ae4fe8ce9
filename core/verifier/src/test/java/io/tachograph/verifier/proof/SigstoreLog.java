package io.tachograph.verifier.proof;

import dev.sigstore.rekor.client.RekorEntry;
import dev.sigstore.rekor.client.RekorVerificationException;
import dev.sigstore.rekor.client.RekorVerifier;
import dev.sigstore.trustroot.LogId;
import dev.sigstore.trustroot.PublicKey;
import dev.sigstore.trustroot.TransparencyLog;
import dev.sigstore.trustroot.ValidFor;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A ledger as sigstore-java sees a transparency log, from the texts of a verifier key and a proof
 * alone: nothing of ours reads them. It knows no consistency proofs and no changes of keys.
 */
record SigstoreLog(String vkey) implements TransparencyLog {
  private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  /** Verifies a C2SP tlog-proof's text as an entry of a log. */
  void verify(String proof) throws RekorVerificationException {
    String[] head = proof.substring(0, proof.indexOf("\n\n")).split("\n", -1);
    String checkpoint = proof.substring(proof.indexOf("\n\n") + 2);
    String[] lines = checkpoint.split("\n", -1);
    RekorVerifier.newRekorVerifier(List.of(this))
        .verifyEntry(
            new LogEntry(
                head[1].substring("extra ".length()),
                keyId(),
                new Inclusion(
                    Long.parseLong(head[2].substring("index ".length())),
                    Arrays.stream(head).skip(3).map(SigstoreLog::hex).toList(),
                    Long.parseLong(lines[1]),
                    hex(lines[2]),
                    checkpoint)));
  }

  private static String hex(String base64) {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }

  /** The key in the X.509 form that its trust roots have. */
  byte[] encodedKey() {
    byte[] typed = Base64.getDecoder().decode(vkey.split("\\+", 3)[2]);
    byte[] encoded = Arrays.copyOf(ED25519, ED25519.length + 32);
    System.arraycopy(typed, 1, encoded, ED25519.length, 32);
    return encoded;
  }

  @Override
  public URI getBaseUrl() {
    return URI.create("https://" + vkey.split("\\+", 2)[0]);
  }

  @Override
  public String getHashAlgorithm() {
    return "SHA2_256";
  }

  @Override
  public LogId getLogId() {
    return () -> HexFormat.of().parseHex(keyId());
  }

  @Override
  public PublicKey getPublicKey() {
    return new PublicKey() {
      @Override
      public byte[] getRawBytes() {
        return encodedKey();
      }

      @Override
      public String getKeyDetails() {
        return "PKIX_ED25519";
      }

      @Override
      public ValidFor getValidFor() {
        throw new UnsupportedOperationException();
      }
    };
  }

  /** Its log ids begin with what signatures give as their key's id. */
  private String keyId() {
    return vkey.split("\\+", 3)[1];
  }

  private record LogEntry(String body, String logId, RekorEntry.InclusionProof proof)
      implements RekorEntry, RekorEntry.Verification {
    @Override
    public String getBody() {
      return body;
    }

    @Override
    public long getIntegratedTime() {
      return 0;
    }

    @Override
    public String getLogID() {
      return logId;
    }

    @Override
    public long getLogIndex() {
      return proof.getLogIndex();
    }

    @Override
    public RekorEntry.Verification getVerification() {
      return this;
    }

    @Override
    public String getSignedEntryTimestamp() {
      return "";
    }

    @Override
    public RekorEntry.InclusionProof getInclusionProof() {
      return proof;
    }
  }

  private record Inclusion(
      long index, List<String> hashes, long size, String root, String checkpoint)
      implements RekorEntry.InclusionProof {
    @Override
    public List<String> getHashes() {
      return hashes;
    }

    @Override
    public Long getLogIndex() {
      return index;
    }

    @Override
    public String getRootHash() {
      return root;
    }

    @Override
    public Long getTreeSize() {
      return size;
    }

    @Override
    public String getCheckpoint() {
      return checkpoint;
    }
  }
}
