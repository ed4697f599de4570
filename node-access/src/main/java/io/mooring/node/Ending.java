package io.mooring.node;

/**
 * How a command line ended.
 *
 * @param status its exit status, or null when sshd told none
 * @param output standard output
 * @param errors standard error
 * @param truncated whether one of them was longer than what is kept
 */
record Ending(Integer status, byte[] output, byte[] errors, boolean truncated) {}
