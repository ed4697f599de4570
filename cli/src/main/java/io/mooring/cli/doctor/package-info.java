/** Looks what is wrong with an installation of Mooring. */
package io.mooring.cli.doctor;
