package io.mooring.openstack.glance;

import io.mooring.openstack.file.ServiceConfiguration;

/**
 * What was found of glance on a controller.
 *
 * @param configuration its configuration
 * @param directory the file store's directory; empty when the file store is not used
 * @param images how many images the file store holds
 */
record FoundGlance(ServiceConfiguration configuration, String directory, long images) {}
