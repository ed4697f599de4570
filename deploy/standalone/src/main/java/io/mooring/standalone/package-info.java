/** All five services in one process, with a broker and a database beside it. */
package io.mooring.standalone;
