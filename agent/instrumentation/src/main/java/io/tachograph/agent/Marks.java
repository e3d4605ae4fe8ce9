package io.tachograph.agent;

import java.util.List;

/**
 * What marks a method to be audited. Immutable.
 *
 * @param annotations known by name, on the method or on one that it overrides
 * @param methods known by name, of frameworks
 * @param includes by configuration
 */
record Marks(List<AuditAnnotation> annotations, List<MarkedMethod> methods, Includes includes) {}
