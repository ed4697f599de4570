package io.mooring.orchestrator.persistence;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An attempt of a step whose participant told what it ran, as it is stored and served.
 *
 * @param attempt its number
 * @param at when its outcome came
 * @param type the entry of the history that tells of it: {@code step-failed}; {@code event-ignored}
 *     when another attempt was in flight by then
 * @param summary one line for people
 * @param ran what ran on nodes, in that order, as a JSON array
 */
@Schema(name = "Attempt")
public record StoredAttempt(
    int attempt,
    Instant at,
    String type,
    String summary,
    @JsonRawValue @Schema(type = SchemaType.ARRAY, implementation = StoredRun.class) String ran) {}
