/** What the command does once after a build, so that its later starts are quick. */
package io.mooring.cli.rehearsal;
