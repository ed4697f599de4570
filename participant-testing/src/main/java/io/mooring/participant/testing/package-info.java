/** What the tests of the services share: single steps on the nodes of the lab. */
package io.mooring.participant.testing;
