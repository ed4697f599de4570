package io.mooring.lab;

/**
 * Something that was said or stored somewhere.
 *
 * @param where words for people to find it again
 * @param content what is there
 */
record Place(String where, byte[] content) {}
