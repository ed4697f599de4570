/**
 * A loss-less editor for the configuration files of OpenStack services.
 *
 * <p>{@link io.mooring.openstack.configuration.ConfigurationFile} reads a file by the rules of
 * oslo.config's own parser and keeps every byte; an {@link io.mooring.openstack.configuration.Edit}
 * says what shall be different; {@link io.mooring.openstack.configuration.UnifiedDiff} shows people
 * what would change, without showing them secrets. Nothing here does I/O.
 */
package io.mooring.openstack.configuration;
