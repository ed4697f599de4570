package io.mooring.lab;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

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

  /** Each form of the key that is at the place, in words. */
  Stream<String> foundIn(Place place) {
    return foundIn(place, new String(place.content(), StandardCharsets.ISO_8859_1));
  }

  /** Each key in each form that is at one of the places, in words. */
  static List<String> found(List<KeyForms> keys, Stream<Place> places) {
    return places
        .flatMap(
            place -> {
              String content = new String(place.content(), StandardCharsets.ISO_8859_1);
              return keys.stream().flatMap(key -> key.foundIn(place, content));
            })
        .toList();
  }

  private Stream<String> foundIn(Place place, String content) {
    return forms.entrySet().stream()
        .filter(form -> content.contains(form.getValue()))
        .map(form -> "key of %s (%s) in %s".formatted(owner, form.getKey(), place.where()));
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
