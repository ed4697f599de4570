package io.mooring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExportIT {
  @Test
  void printsTheLatestSagaAsAScriptWithWhatItsAttemptsRan() throws Exception {
    try (RecordedServer server = new RecordedServer(new RecordedSaga(2, false).finished(), 0, 1)) {
      Invocation mooring = new Invocation().with("MOORING_URL", server.address());

      assertThat(mooring.run("", "export", "runbook")).isZero();
      assertThat(mooring.output())
          .startsWith("#!/bin/bash\n# Saga 1 of site: apply of generation 1, succeeded at ")
          .contains("# ---- check-node ----")
          .contains(
              "#   attempt 1, on ceph-mon-01: look at the node (ceph.target): status 0, 12 ms");
      assertThat(mooring.run("", "export")).isEqualTo(2);
      assertThat(mooring.run("", "export", "runbook", "nothing")).isEqualTo(2);
    }
  }
}
