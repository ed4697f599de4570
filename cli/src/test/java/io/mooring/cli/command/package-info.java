/** Tests of the verbs. */
package io.mooring.cli.command;
