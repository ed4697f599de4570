package io.mooring.ceph;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mooring.contracts.ErrorCode;
import io.mooring.node.NodeFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one run of {@code ceph} answered to several questions, in their order.
 *
 * @param given an answer for each question; empty where Ceph refused it
 * @param errors what Ceph said about the refused ones
 * @param silent what was wrong with admin nodes which did not answer
 */
record Answers(List<Optional<JsonNode>> given, String errors, List<String> silent) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads the output. After each question the cluster's fsid was asked, which marks where its
   * answer ends, since nothing is printed for a refused one.
   *
   * @throws NodeFailure when there are not as many answers as questions
   */
  static Answers read(int questions, byte[] output, String errors) {
    List<Optional<JsonNode>> answers = new ArrayList<>();
    Optional<JsonNode> answer = Optional.empty();
    try (JsonParser parser = JSON.createParser(output)) {
      for (JsonNode value = JSON.readTree(parser); value != null; value = JSON.readTree(parser)) {
        if (isMark(value)) {
          answers.add(answer);
          answer = Optional.empty();
        } else {
          answer = Optional.of(value);
        }
      }
    } catch (JsonProcessingException unreadable) {
      // Its text may quote the output, and the output may hold a key.
      throw new NodeFailure(ErrorCode.COMMAND_FAILED, "ceph answered something else than JSON");
    } catch (IOException impossible) {
      throw new IllegalStateException("bytes in memory can always be read", impossible);
    }
    if (answers.size() != questions) {
      throw new NodeFailure(
          ErrorCode.COMMAND_FAILED,
          "ceph answered %d of %d questions: %s".formatted(answers.size(), questions, errors));
    }
    return new Answers(List.copyOf(answers), errors, List.of());
  }

  /** The same, given after others had not answered. */
  Answers withSilent(List<String> others) {
    return new Answers(given, errors, others);
  }

  /** The answer to the question with this index, if Ceph did not refuse it. */
  Optional<JsonNode> find(int question) {
    return given.get(question);
  }

  /**
   * The answer to the question with this index.
   *
   * @throws NodeFailure when Ceph refused it
   */
  JsonNode get(int question) {
    return find(question)
        .orElseThrow(() -> new NodeFailure(ErrorCode.COMMAND_FAILED, "ceph said: " + errors));
  }

  private static boolean isMark(JsonNode value) {
    return value.isObject() && value.size() == 1 && value.has("fsid");
  }
}
