package io.mooring.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * A script, or a request to an API, that an attempt of a step ran on a node; for people to read.
 * Never what it read from its standard input.
 *
 * @param number its place among all that the attempt ran, from 1; where numbers are missing, those
 *     were left out
 * @param node on which node
 * @param what what it was for, in words, or the request: {@code install packages}, {@code GET
 *     /v2/images}
 * @param arguments what it was told, without secrets
 * @param status exit status, or the answer's status; empty when it was not begun, or nobody told
 *     how it ended
 * @param took how long it took, its way there included
 * @param size how many bytes it wrote to its two outputs; of what is confidential no more is told
 * @param output the end of what it wrote, standard error last, without secrets, marked where it was
 *     cut; where it has no status, why
 */
public record Ran(
    int number,
    NodeName node,
    String what,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> arguments,
    OptionalInt status,
    Duration took,
    long size,
    String output) {
  /** Keeps its own copy. */
  public Ran {
    arguments = arguments == null ? List.of() : List.copyOf(arguments);
    status = status == null ? OptionalInt.empty() : status;
  }
}
