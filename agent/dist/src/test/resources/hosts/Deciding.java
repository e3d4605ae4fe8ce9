import io.tachograph.api.AuditedTask;
import io.tachograph.api.AuditedTool;
import io.tachograph.api.Tachograph;
import io.tachograph.api.experience.DecisionStep;
import io.tachograph.api.experience.ExperienceEventEnvelope;
import io.tachograph.api.experience.FactPromoted;
import io.tachograph.api.experience.OutcomeRecorded;

/** Says why it does what it does, for two tenants. */
public class Deciding {
  @AuditedTask(agent = "sre")
  static void triage(String tenant, int incident) {
    lookUp(incident);
    Tachograph.experience(
        ExperienceEventEnvelope.of(
                new OutcomeRecorded(
                    "chain-" + incident, DecisionStep.PLANNING, true, null, null, null, null, null))
            .withTenant(tenant)
            .withCorrelation("run-" + incident));
    Tachograph.experience(new FactPromoted("p-" + incident, "f-" + incident, "amy", "seen", true));
  }

  @AuditedTool
  static int lookUp(int incident) {
    return incident;
  }

  public static void main(String[] arguments) {
    for (int incident = 0; incident < 20; incident++) {
      triage(incident % 2 == 0 ? "acme" : "globex", incident);
    }
  }
}
