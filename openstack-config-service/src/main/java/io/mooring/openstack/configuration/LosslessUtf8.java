package io.mooring.openstack.configuration;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 that gives back every byte: a byte that is not UTF-8 becomes a lone surrogate, as Python's
 * "surrogateescape" has it, and becomes that byte again.
 */
final class LosslessUtf8 {
  private static final int ESCAPE = 0xDC00;

  private LosslessUtf8() {}

  static String decode(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    // No UTF-8 sequence, and no escape, yields more characters than it has bytes.
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    while (result.isError()) {
      for (int escaped = 0; escaped < result.length(); escaped++) {
        out.put((char) (ESCAPE | (in.get() & 0xFF)));
      }
      decoder.reset();
      result = decoder.decode(in, out, true);
    }
    return out.flip().toString();
  }

  static byte[] encode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
    int start = 0;
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      if (Character.isHighSurrogate(character)) {
        at++;
      } else if (Character.isLowSurrogate(character)) {
        bytes.writeBytes(text.substring(start, at).getBytes(StandardCharsets.UTF_8));
        bytes.write(character & 0xFF);
        start = at + 1;
      }
    }
    bytes.writeBytes(text.substring(start).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }
}
