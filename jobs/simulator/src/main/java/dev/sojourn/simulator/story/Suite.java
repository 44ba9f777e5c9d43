package dev.sojourn.simulator.story;

import java.util.List;

/**
 * The cases of one document.
 *
 * @param name of the document
 */
public record Suite(String file, String name, List<Case> cases) {}
