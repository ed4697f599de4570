package io.mooring.node.layout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The list of what a container copies at its start; every byte that is there stays. */
public final class StartList {
  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper TREES = new ObjectMapper();
  private static final String FILES = "config_files";

  private StartList() {}

  /**
   * The list with one more entry; empty when it can't be read as such a list.
   *
   * @param content the list as it is
   * @param entry what is to be copied
   * @param owner the account inside that is to own the copies
   * @param merge whether what is in the destination already stays
   */
  public static Optional<byte[]> with(
      byte[] content, Runner.Copy entry, String owner, boolean merge) {
    String text = new String(content, StandardCharsets.UTF_8);
    return end(text)
        .map(
            end -> {
              String before = text.substring(0, end).stripTrailing();
              String added =
                  """
                          {
                              "source": "%s",
                              "dest": "%s",
                              "owner": "%s",
                              "perm": "0600"%s
                          }
                  """
                      .formatted(
                          entry.source(),
                          entry.destination(),
                          owner,
                          merge ? ",\n            \"merge\": true" : "");
              String comma = before.endsWith("[") ? "\n" : ",\n";
              return (before + comma + added + "    " + text.substring(end))
                  .getBytes(StandardCharsets.UTF_8);
            });
  }

  /** Whether the list says what is copied to this destination. */
  public static boolean names(byte[] content, String destination) {
    try {
      for (JsonNode entry : TREES.readTree(content).path(FILES)) {
        if (entry.path("dest").asText().replaceAll("/$", "").equals(destination)) {
          return true;
        }
      }
      return false;
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Where the array of files ends. */
  private static Optional<Integer> end(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      int depth = 0;
      boolean inFiles = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY && depth == 1 && FILES.equals(parser.currentName())) {
          inFiles = true;
        }
        if (token.isStructStart()) {
          depth++;
        } else if (token.isStructEnd()) {
          depth--;
          if (inFiles && depth == 1) {
            return Optional.of((int) parser.currentTokenLocation().getCharOffset());
          }
        }
      }
      return Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
