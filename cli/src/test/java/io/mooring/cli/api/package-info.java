/** Tests of what reads the API. */
package io.mooring.cli.api;
