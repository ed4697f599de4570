package io.mooring.orchestrator.messaging;

import io.mooring.orchestrator.service.Bell;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All loops of this process. */
@ApplicationScoped
class BackgroundLoops {
  private final List<BackgroundLoop> loops = new CopyOnWriteArrayList<>();

  /**
   * Starts a loop.
   *
   * @param name name of its thread
   * @param bell wakes it
   * @param poll how long it waits at most
   * @param work what it does each time
   */
  BackgroundLoop start(String name, Bell bell, Duration poll, Runnable work) {
    BackgroundLoop loop = new BackgroundLoop(name, bell, poll, work);
    loops.add(loop);
    loop.start();
    return loop;
  }

  List<BackgroundLoop> all() {
    return List.copyOf(loops);
  }
}
