package io.mooring.contracts;

/**
 * One way on from a finding, for a person to choose.
 *
 * @param name what is chosen by: {@code adopt}, {@code replace}, {@code keep}, {@code remove}
 * @param effect what it will do, in one sentence
 */
public record Choice(String name, String effect) {}
