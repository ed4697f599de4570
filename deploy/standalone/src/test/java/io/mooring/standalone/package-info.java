/** The front door and the scripts of standalone, run as a person runs them. */
package io.mooring.standalone;
