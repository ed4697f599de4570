/** The libvirt participant: secrets on computes. */
package io.mooring.libvirt;
