/** Tests of what is done once after a build. */
package io.mooring.cli.rehearsal;
