package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action;
import io.mooring.contracts.Command;
import io.mooring.contracts.Mode;
import io.mooring.infrastructure.InfrastructureResource;
import io.mooring.orchestrator.it.FakeParticipant.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What happens without anybody asking. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class UpkeepIT {
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Test
  void anApplyThatFailsIsTakenBackWhereTheDocumentSaysSo() {
    // given
    String name = Api.newName();
    Api.submit(Api.document(name) + "\nonFailure: rollback\n").then().statusCode(201);
    try (FakeParticipant participants =
        participants(
            name,
            command ->
                command.action() instanceof Action.ConfigureCinder
                        && command.dispatch().mode() == Mode.APPLY
                    ? Answer.FAILED
                    : Answer.SUCCEEDED)) {

      // when
      String apply = Api.startSaga(name).path("id");

      // then
      Api.awaitState(apply, "rolled-back");
      assertThat(participants.commands(name))
          .filteredOn(command -> command.dispatch().mode() == Mode.UNDO)
          .isNotEmpty()
          .allMatch(command -> command.dispatch().undoes().orElseThrow().toString().equals(apply));
    }
  }

  private FakeParticipant participants(String name, Function<Command, Answer> behaviour) {
    return new FakeParticipant(
        kafka,
        command ->
            command.dispatch().integration().value().equals(name)
                ? behaviour.apply(command)
                : Answer.SILENT);
  }
}
