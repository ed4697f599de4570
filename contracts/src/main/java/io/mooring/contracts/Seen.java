package io.mooring.contracts;

/**
 * One thing that a plan rests on, so that it can be told what has moved since.
 *
 * @param subject the thing: a file's path, a pool, a unit
 * @param state what it was, short and without secrets: {@code sha256:ab12cd34 0640 root:glance}
 */
public record Seen(String subject, String state) {}
