/**
 * The language of the bus.
 *
 * <p>A {@link io.mooring.contracts.Command} asks a participant to run one step; an {@link
 * io.mooring.contracts.Event} says what happened. Both are records that carry no behaviour and no
 * secret. They evolve by adding optional fields only; a change that old readers could not
 * understand gets a new type name (see {@link io.mooring.contracts.MessageTypes}).
 */
package io.mooring.contracts;
