package io.mooring.openstack.configuration;

/**
 * One edit and whether it changed the file.
 *
 * @param edit what was wanted
 * @param changed whether the file had to be changed for it
 * @param summary what was done in words for people, without values that look like secrets
 */
public record AppliedEdit(Edit edit, boolean changed, String summary) {}
