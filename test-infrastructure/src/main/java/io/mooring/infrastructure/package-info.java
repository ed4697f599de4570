/** A real broker and a real database for tests, as local processes or as containers. */
package io.mooring.infrastructure;
