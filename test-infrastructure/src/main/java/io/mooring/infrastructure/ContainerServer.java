package io.mooring.infrastructure;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import org.testcontainers.containers.GenericContainer;

/**
 * A server in a container. Stopped and started again by the engine, not by Testcontainers, which
 * would make a new container without the data.
 *
 * @param container the container, which exists once {@link #launch()} has returned
 * @param readiness returns when the server answers, and throws when it does not in time
 */
record ContainerServer(GenericContainer<?> container, Runnable readiness) implements Server {
  /** Makes the container and starts it; {@link #awaitReady()} is the other half. */
  void launch() {
    container.start();
  }

  void awaitReady() {
    readiness.run();
  }

  @Override
  public void stop() {
    engine().stopContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void kill() {
    engine().killContainerCmd(container.getContainerId()).exec();
    engine()
        .waitContainerCmd(container.getContainerId())
        .exec(new WaitContainerResultCallback())
        .awaitStatusCode();
  }

  @Override
  public void start() {
    engine().startContainerCmd(container.getContainerId()).exec();
    awaitReady();
  }

  @Override
  public void suspend() {
    engine().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void resume() {
    engine().unpauseContainerCmd(container.getContainerId()).exec();
  }

  private DockerClient engine() {
    return container.getDockerClient();
  }
}
