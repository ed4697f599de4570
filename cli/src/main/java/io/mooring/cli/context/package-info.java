/** The Moorings that somebody works with, and their tokens, in a file that only they can read. */
package io.mooring.cli.context;
