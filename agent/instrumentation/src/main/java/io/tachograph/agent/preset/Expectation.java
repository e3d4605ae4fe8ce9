package io.tachograph.agent.preset;

/**
 * What is there in each version of a framework that a preset fits.
 *
 * @param beside the beginning of the names of the classes that tell that the framework is there
 * @param type the binary name of the class that must be there then
 */
public record Expectation(String beside, String type) {}
