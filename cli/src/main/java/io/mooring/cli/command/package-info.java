/** One class for each verb of the command. */
package io.mooring.cli.command;
