package io.tachograph.agent.preset;

import io.tachograph.agent.AuditAnnotation;
import io.tachograph.agent.MarkedMethod;
import java.util.List;

/**
 * What the agent knows of one framework.
 *
 * @param name as users write it
 * @param annotations what marks methods of the host
 * @param methods the framework's own, which calls pass
 * @param expected what the framework must have for the above to see anything
 */
public record Preset(
    String name,
    List<AuditAnnotation> annotations,
    List<MarkedMethod> methods,
    List<Expectation> expected) {}
