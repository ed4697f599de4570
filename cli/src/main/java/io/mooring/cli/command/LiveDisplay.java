package io.mooring.cli.command;

import io.mooring.cli.api.Update;
import io.mooring.cli.view.LiveModel;
import io.mooring.cli.view.LiveView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A picture that is redrawn in place. */
final class LiveDisplay implements SagaDisplay {
  private static final Duration BETWEEN_MEASURES = Duration.ofSeconds(2);
  private static final Duration BETWEEN_PICTURES = Duration.ofMillis(100);

  private final Terminal terminal;
  private final LiveScreen screen;
  private final LiveView view;
  private final Clock clock;
  private LiveModel model;
  private LiveView.Size size;
  private Instant measured = Instant.MIN;
  private Instant drawn = Instant.MIN;

  LiveDisplay(Terminal terminal, boolean coloured, Clock clock) {
    this.terminal = terminal;
    this.screen = new LiveScreen(terminal.out(), coloured);
    this.view = new LiveView(terminal.glyphs(), clock.getZone());
    this.clock = clock;
  }

  @Override
  public void take(Update update) {
    switch (update) {
      case Update.Read read when model == null -> model = LiveModel.of(read.snapshot());
      case Update.Ended ended when model == null -> model = LiveModel.of(ended.snapshot());
      case Update any when model != null -> model = model.after(any);
      case Update any -> {}
    }
    if (update instanceof Update.Ended) {
      draw(clock.instant());
    }
  }

  @Override
  public void refresh() {
    Instant now = clock.instant();
    if (model != null && now.isAfter(drawn.plus(BETWEEN_PICTURES))) {
      draw(now);
    }
  }

  private void draw(Instant now) {
    if (now.isAfter(measured.plus(BETWEEN_MEASURES))) {
      size = terminal.size();
      measured = now;
    }
    screen.draw(view.render(model, now, size), size.columns());
    drawn = now;
  }

  @Override
  public void close() {
    screen.close();
  }
}
