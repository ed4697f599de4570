package io.mooring.orchestrator.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever ends a request into a problem document. Texts of exceptions never get out. */
class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERROR = 500;

  @ServerExceptionMapper
  Response refused(Refusal refusal, UriInfo uri) {
    return answer(
        refusal.problem(),
        uri,
        refusal
            .retryAfter()
            .map(wait -> Map.of("Retry-After", Long.toString(wait.toSeconds())))
            .orElse(Map.of()));
  }

  @ServerExceptionMapper
  Response unreadable(MismatchedInputException unreadable, UriInfo uri) {
    return answer(Refusal.unreadable().problem(), uri);
  }

  @ServerExceptionMapper
  Response byTheFramework(WebApplicationException ended, UriInfo uri) {
    int status = ended.getResponse().getStatus();
    if (status < BAD_REQUEST) {
      return ended.getResponse();
    }
    if (status == BAD_REQUEST && ended.getCause() instanceof JacksonException) {
      return answer(Refusal.unreadable().problem(), uri);
    }
    String title = ended.getResponse().getStatusInfo().getReasonPhrase();
    String code = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    return answer(Refusal.problem(status, code, title, detail(status), List.of()), uri);
  }

  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  Response unknown(UriInfo uri) {
    return answer(Refusal.notAuthenticated().problem(), uri, Map.of("WWW-Authenticate", "Bearer"));
  }

  @ServerExceptionMapper(ForbiddenException.class)
  Response notAllowed(UriInfo uri) {
    return answer(Refusal.notAllowed().problem(), uri);
  }

  @ServerExceptionMapper
  Response defect(RuntimeException defect, UriInfo uri) {
    UUID reference = UUID.randomUUID();
    LOG.errorf(defect, "Request %s failed (%s)", uri.getPath(), reference);
    return answer(
        Refusal.problem(
            SERVER_ERROR,
            "internal",
            "Mooring could not do this",
            "The log of the orchestrator says why, under " + reference + ".",
            List.of()),
        uri);
  }

  private static String detail(int status) {
    return switch (status) {
      case 404 -> "Nothing is at this path; see /q/openapi.";
      case 405 -> "This path does not take this method; see /q/openapi.";
      case 406 -> "This path can't answer in the media type of the Accept header.";
      case 415 ->
          "This path does not take this Content-Type. A document is application/yaml or"
              + " application/json.";
      default -> "See /q/openapi for what can be asked.";
    };
  }

  private static Response answer(Problem problem, UriInfo uri) {
    return answer(problem, uri, Map.of());
  }

  private static Response answer(Problem problem, UriInfo uri, Map<String, String> headers) {
    Response.ResponseBuilder answer =
        Response.status(problem.status())
            .type(Problem.MEDIA_TYPE)
            .entity(problem.at(uri.getRequestUri().getRawPath()));
    headers.forEach(answer::header);
    return answer.build();
  }
}
