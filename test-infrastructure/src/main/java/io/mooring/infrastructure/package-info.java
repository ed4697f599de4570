/**
 * A real broker and a real database for tests, as local processes or as containers, and the other
 * end of the bus.
 */
package io.mooring.infrastructure;
