/**
 * Makes the first draft of a document from what is there already, and says where each value came
 * from.
 */
package io.mooring.cli.draft;
