package io.mooring.bus;

/**
 * The result of decoding a record.
 *
 * @param <M> the kind of message that was expected
 */
public sealed interface Decoding<M> {

  /**
   * A message of a known type.
   *
   * @param envelope its attributes
   * @param message its data
   */
  record Decoded<M>(Envelope envelope, M message) implements Decoding<M> {}

  /**
   * A record that is none of the messages we know. It belongs on {@link
   * io.mooring.contracts.Topics#DEAD_LETTERS}, as it came.
   *
   * @param reason why
   * @param detail where in the record, for people; nothing of its content
   */
  record Undecodable<M>(Reason reason, String detail) implements Decoding<M> {}

  /** Why a record can't be read. */
  enum Reason {
    /** It is not a CloudEvent of version 1.0, or an attribute is missing or malformed. */
    NOT_A_CLOUD_EVENT,
    /** Its type is none that belongs on this topic. */
    UNKNOWN_TYPE,
    /** It has no data. */
    EMPTY,
    /** It is longer than any message of ours. */
    TOO_LONG,
    /** Its data is not JSON. */
    NOT_JSON,
    /** Its data is JSON but not of the form that its type has. */
    NOT_THIS_TYPE
  }
}
