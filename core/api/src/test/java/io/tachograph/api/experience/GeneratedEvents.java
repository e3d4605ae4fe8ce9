package io.tachograph.api.experience;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events of all kinds with values that nobody thought of, from a seed. */
final class GeneratedEvents {
  private static final String[] TEXTS = {
    "",
    "a",
    "Grüße, 世界",
    "quote \" slash \\ line\n",
    "\u0000\u001f",
    "🜚 outside of the BMP",
    "null"
  };
  private static final int MAX_ELEMENTS = 4;

  private final Random random;

  GeneratedEvents(long seed) {
    this.random = new Random(seed);
  }

  ExperienceEventEnvelope envelope(ExperienceEventKind kind) {
    ExperienceEventEnvelope envelope = ExperienceEventEnvelope.of(id(), event(kind));
    return envelope
        .withTimestamp(time())
        .withTenant(maybe(this::text))
        .withCorrelation(maybe(this::text));
  }

  ExperienceEvent event(ExperienceEventKind kind) {
    return switch (kind) {
      case PROPOSAL_CREATED -> new ProposalCreated(proposal(), id(), step(), maybe(this::text));
      case PROPOSAL_VALIDATED ->
          new ProposalValidated(
              id(), id(), step(), list(this::contractResult), random.nextBoolean(), text());
      case FACT_PROMOTED -> new FactPromoted(id(), id(), text(), text(), random.nextBoolean());
      case RECALL_EXECUTED -> new RecallExecuted(query(), provenance(), maybe(this::text));
      case REPLAY_TRACE_RECORDED -> new ReplayTraceRecorded(id(), trace());
      case REPLAYABILITY_DOWNGRADED -> downgrade();
      case ARTIFACT_STATE_TRANSITIONED ->
          new ArtifactStateTransitioned(id(), artifactKind(), transition());
      case ARTIFACT_ROLLBACK_RECORDED -> new ArtifactRollbackRecorded(rollback());
      case BACKEND_INVOKED ->
          new BackendInvoked(text(), maybe(this::text), id(), step(), maybe(this::text));
      case OUTCOME_RECORDED ->
          new OutcomeRecorded(
              id(),
              step(),
              random.nextBoolean(),
              maybe(this::variant),
              maybe(this::count),
              maybe(this::count),
              maybe(this::count),
              maybe(this::text));
      case BUDGET_EXCEEDED -> new BudgetExceeded(id(), variant(), text(), maybe(this::text));
      case POLICY_SNAPSHOT_CAPTURED -> new PolicySnapshotCaptured(id(), policy(), text(), text());
    };
  }

  private KernelProposal proposal() {
    return new KernelProposal(
        id(),
        of(ProposalKind.values()),
        text(),
        maybe(() -> json(3)),
        trace(),
        list(this::contractResult),
        random.nextBoolean(),
        maybe(random::nextDouble));
  }

  private ContractResult contractResult() {
    return new ContractResult(text(), random.nextBoolean(), maybe(this::text));
  }

  private ReplayTrace trace() {
    if (random.nextBoolean()) {
      return new LocalTrace(
          text(),
          maybe(() -> new AdapterTrace(id(), text(), random.nextBoolean())),
          text(),
          random.nextLong(),
          new Sampler(number(), number(), maybe(this::count)),
          text(),
          maybe(() -> new RecallTrace(text(), list(this::text), list(this::number), count())),
          random.nextBoolean(),
          new ExecutionEnvironment(text(), text(), text()));
    }
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    list(this::text).forEach(name -> metadata.put(name, json(2)));
    return new RemoteTrace(
        text(),
        text(),
        text(),
        text(),
        number(),
        number(),
        count(),
        metadata,
        random.nextBoolean(),
        list(this::text),
        of(Replayability.values()));
  }

  private RecallQuery query() {
    return new RecallQuery(text(), count(), maybe(this::step), maybe(this::text));
  }

  private RecallProvenanceEnvelope provenance() {
    return new RecallProvenanceEnvelope(
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        of(RecallPurpose.values()),
        list(() -> of(RecallConsumer.values())),
        list(() -> new CandidateScore(id(), number())),
        count(),
        count(),
        maybe(() -> of(RecallStopReason.values())),
        count(),
        time(),
        text());
  }

  private ReplayabilityDowngraded downgrade() {
    Replayability one = of(Replayability.values());
    Replayability other = of(Replayability.values());
    boolean sinks = one.compareTo(other) <= 0;
    return new ReplayabilityDowngraded(
        id(), sinks ? one : other, sinks ? other : one, of(DowngradeReason.values()));
  }

  private ArtifactKind artifactKind() {
    return random.nextInt(3) == 0
        ? ArtifactKind.other(text())
        : of(
            new ArtifactKind[] {
              ArtifactKind.ADAPTER,
              ArtifactKind.PACK,
              ArtifactKind.POLICY,
              ArtifactKind.TRUTH_FILE,
              ArtifactKind.EVAL_SUITE
            });
  }

  private LifecycleEvent transition() {
    List<ArtifactState[]> allowed = new ArrayList<>();
    for (ArtifactState from : ArtifactState.values()) {
      Stream.of(ArtifactState.values())
          .filter(from::allows)
          .forEach(to -> allowed.add(new ArtifactState[] {from, to}));
    }
    ArtifactState[] step = allowed.get(random.nextInt(allowed.size()));
    return new LifecycleEvent(
        step[0], step[1], time(), text(), text(), maybe(this::text), maybe(this::text));
  }

  private RollbackRecord rollback() {
    return new RollbackRecord(
        id(),
        of(
            new ArtifactState[] {
              ArtifactState.APPROVED, ArtifactState.ACTIVE, ArtifactState.QUARANTINED
            }),
        time(),
        text(),
        text(),
        new RollbackImpact(
            maybe(this::count),
            list(this::text),
            random.nextBoolean(),
            of(Severity.values()),
            list(this::text)),
        maybe(this::text),
        maybe(this::text));
  }

  private PolicySnapshot policy() {
    return switch (random.nextInt(3)) {
      case 0 ->
          new KernelPolicy(
              maybe(this::text),
              random.nextBoolean(),
              count(),
              number(),
              maybe(random::nextLong),
              random.nextBoolean(),
              list(this::text));
      case 1 -> {
        Map<String, String> preferences = new LinkedHashMap<>();
        list(this::text).forEach(truth -> preferences.put(truth, text()));
        Map<RiskTier, List<String>> risks = new LinkedHashMap<>();
        list(() -> of(RiskTier.values())).forEach(tier -> risks.put(tier, list(this::text)));
        Map<DataClassification, List<String>> data = new LinkedHashMap<>();
        list(() -> of(DataClassification.values()))
            .forEach(classification -> data.put(classification, list(this::text)));
        yield new RoutingPolicy(preferences, risks, data, text());
      }
      default ->
          new RecallPolicy(
              random.nextBoolean(),
              count(),
              count(),
              number(),
              new RecallBudgets(count(), count(), count()),
              list(() -> of(RecallPurpose.values())),
              number());
    };
  }

  private Variant variant() {
    return random.nextBoolean() ? Variant.of(id()) : Variant.of(id(), Map.of("limit", count()));
  }

  private @Nullable Object json(int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> null;
      case 1 -> text();
      case 2 -> number();
      case 3 -> random.nextLong();
      case 4 -> random.nextBoolean();
      case 5 -> {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = random.nextInt(MAX_ELEMENTS); i > 0; i--) {
          elements.add(json(depth - 1));
        }
        yield elements;
      }
      default -> {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = random.nextInt(MAX_ELEMENTS); i > 0; i--) {
          members.put(text(), json(depth - 1));
        }
        yield members;
      }
    };
  }

  private DecisionStep step() {
    return of(DecisionStep.values());
  }

  private String id() {
    return "id-" + Long.toHexString(random.nextLong());
  }

  private String text() {
    return of(TEXTS) + (random.nextBoolean() ? Integer.toString(random.nextInt(1000)) : "");
  }

  private long count() {
    return random.nextBoolean() ? random.nextInt(1000) : random.nextLong() & Long.MAX_VALUE;
  }

  private double number() {
    return random.nextBoolean() ? random.nextInt(5) / 4.0 : random.nextGaussian() * 1e-8;
  }

  private Instant time() {
    return Instant.ofEpochSecond(
        random.nextInt(), random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextInt(3) == 0 ? null : value.get();
  }

  private <T> List<T> list(Supplier<T> element) {
    return Stream.generate(element).limit(random.nextInt(MAX_ELEMENTS)).toList();
  }

  private <T> T of(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
