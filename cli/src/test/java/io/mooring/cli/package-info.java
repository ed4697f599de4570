/** Tests of the whole command against a server that plays recorded sagas. */
package io.mooring.cli;
