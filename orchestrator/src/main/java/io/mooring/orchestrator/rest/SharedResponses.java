package io.mooring.orchestrator.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Adds to the description of the API what is true of every operation: a refusal is a problem. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class SharedResponses implements OASFilter {
  private static final String PROBLEM = "Problem";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getComponents()
        .addResponse(
            PROBLEM,
            OASFactory.createAPIResponse()
                .description("The request was refused; code says why, detail what to do")
                .content(problem()));
    api.getPaths()
        .getPathItems()
        .values()
        .forEach(path -> path.getOperations().values().forEach(SharedResponses::complete));
  }

  private static void complete(Operation operation) {
    operation
        .getResponses()
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if (status.startsWith("4") && isBare(response)) {
                response.setContent(problem());
              }
            });
    operation.getResponses().addAPIResponse("default", OASFactory.createAPIResponse().ref(PROBLEM));
  }

  private static boolean isBare(APIResponse response) {
    return response.getContent() == null && response.getRef() == null;
  }

  private static Content problem() {
    return OASFactory.createContent()
        .addMediaType(
            Problem.MEDIA_TYPE,
            OASFactory.createMediaType().schema(OASFactory.createSchema().ref(PROBLEM)));
  }
}
