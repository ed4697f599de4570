package io.mooring.node;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Bytes that must not be seen: it has no text form, no serial form, and no getter that a mapper
 * would call. What may be told of it is its fingerprint.
 */
public final class Secret implements JsonSerializable {
  private static final int FINGERPRINT_LENGTH = 12;
  private final transient byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A secret of these bytes; the {@link Scrubber} hides it from now on if it is one line. */
  public static Secret of(byte[] bytes) {
    Scrubber.learn(bytes);
    return new Secret(bytes.clone());
  }

  /**
   * A secret of this text in UTF-8; the {@link Scrubber} hides it from now on if it is one line.
   */
  public static Secret of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Scrubber.learn(bytes);
    return new Secret(bytes);
  }

  /** The bytes, for the one place that hands them on. */
  public byte[] reveal() {
    return bytes.clone();
  }

  /** The text, for the one place that hands it on. */
  public String revealText() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Some hex digits of the SHA-256 that tell two secrets apart and give nothing away. */
  public String fingerprint() {
    return sha256().substring(0, FINGERPRINT_LENGTH);
  }

  /** The SHA-256 in hex digits; to compare with a file on a node, never to be shown. */
  public String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java has SHA-256", absent);
    }
  }

  @Override
  public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
    throw JsonMappingException.from(generator, "a secret has no serial form");
  }

  @Override
  public void serializeWithType(
      JsonGenerator generator, SerializerProvider provider, TypeSerializer type)
      throws IOException {
    serialize(generator, provider);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
