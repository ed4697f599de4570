/** What every participant needs: consume a command, run its step on a node, publish what happened. */
package io.mooring.participant;
