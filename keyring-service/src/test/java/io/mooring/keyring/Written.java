package io.mooring.keyring;

import io.mooring.infrastructure.Commands;
import io.mooring.infrastructure.Site;
import io.mooring.node.FileWrite;
import io.mooring.node.NodeSession;
import io.mooring.node.WriteResult;
import io.mooring.participant.step.StepContext;
import java.lang.reflect.Proxy;

/** A node that takes one file. */
final class Written {
  private FileWrite write;

  FileWrite write() {
    return write;
  }

  StepContext context() {
    NodeSession node =
        (NodeSession)
            Proxy.newProxyInstance(
                NodeSession.class.getClassLoader(),
                new Class<?>[] {NodeSession.class},
                (proxy, method, arguments) -> {
                  if (!method.getName().equals("write")) {
                    return Site.CEPH.admin();
                  }
                  write = (FileWrite) arguments[0];
                  return new WriteResult.Written();
                });
    return new StepContext(Commands.on("mon", 1).dispatch(), node, address -> node);
  }
}
