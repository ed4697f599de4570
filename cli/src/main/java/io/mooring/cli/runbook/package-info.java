/** What a saga ran, as a shell script that people can read, check and repeat by hand. */
package io.mooring.cli.runbook;
