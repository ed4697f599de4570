/** Tests of what is kept of the Moorings that somebody works with. */
package io.mooring.cli.context;
