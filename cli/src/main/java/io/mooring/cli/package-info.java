/** The mooring command: a client of the REST API for people and scripts. */
package io.mooring.cli;
