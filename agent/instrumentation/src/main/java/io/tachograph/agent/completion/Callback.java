package io.tachograph.agent.completion;

/**
 * A framework's interface that is told how a call ended.
 *
 * @param type its binary name
 * @param completed its method that is given the result
 * @param failed its method that is given what went wrong
 */
public record Callback(String type, String completed, String failed) {}
