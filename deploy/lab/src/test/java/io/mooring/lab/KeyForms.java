package io.mooring.lab;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A cephx key in every form in which it might leak: as it is, and encoded once more. */
final class KeyForms {
  /** The key proper; twelve bytes of type, time and length come before it. */
  private static final int HEAD = 12;

  private final String owner;
  private final Map<String, String> forms = new LinkedHashMap<>();

  /**
   * The forms of a key.
   *
   * @param owner whose key it is
   * @param key as {@code ceph auth get-key} prints it
   */
  KeyForms(String owner, String key) {
    this.owner = owner;
    byte[] secret = Base64.getDecoder().decode(key);
    secret = Arrays.copyOfRange(secret, HEAD, secret.length);
    byte[] text = key.getBytes(StandardCharsets.US_ASCII);
    forms.put("as it is", key.replace("=", ""));
    forms.put("with escaped slashes", key.replace("=", "").replace("/", "\\/"));
    forms.put("in a URL", URLEncoder.encode(key.replace("=", ""), StandardCharsets.US_ASCII));
    forms.put("for URLs", key.replace("=", "").replace('+', '-').replace('/', '_'));
    forms.put("in bytes", new String(secret, StandardCharsets.ISO_8859_1));
    forms.put("in hex", HexFormat.of().formatHex(secret));
    forms.put("in capital hex", HexFormat.of().formatHex(secret).toUpperCase(Locale.ROOT));
    forms.put("its text in hex", HexFormat.of().formatHex(text).replaceAll("(3d)+$", ""));
    for (int before = 0; before < 3; before++) {
      forms.put("its text in base64, " + before + " after a boundary", inBase64(text, before));
    }
  }

  /** The bytes of each form, by whose key it is and how it is written. */
  Map<String, byte[]> forms() {
    Map<String, byte[]> named = new LinkedHashMap<>();
    forms.forEach(
        (form, text) ->
            named.put(
                "key of %s (%s)".formatted(owner, form),
                text.getBytes(StandardCharsets.ISO_8859_1)));
    return named;
  }

  /** What base64 makes of the text for certain when this many other bytes come before it. */
  private static String inBase64(byte[] text, int before) {
    byte[] shifted = new byte[before + text.length];
    System.arraycopy(text, 0, shifted, before, text.length);
    String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int uncertainHead = before == 0 ? 0 : before + 1;
    return encoded.substring(uncertainHead, encoded.length() - 4);
  }
}
