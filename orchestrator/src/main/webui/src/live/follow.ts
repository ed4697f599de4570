import { createParser } from 'eventsource-parser';
import type { Entry } from '../api/client';

/**
 * How the page stands to the server: it hears everything; it lost the stream a moment ago; it has heard nothing for so
 * long that what it shows may be wrong; the server does not know this browser.
 */
export type Liveness = 'connecting' | 'live' | 'reconnecting' | 'stale' | 'signed-out';

/** The server says something at least every 15 s. */
const SILENCE_MILLIS = 40_000;
const STALE_AFTER_MILLIS = 15_000;
const FIRST_PAUSE_MILLIS = 500;
const LONGEST_PAUSE_MILLIS = 8_000;

export interface Listener {
  entry(entry: Entry): void;
  liveness(now: Liveness): void;
}

/** Follows the history of all sagas until it is told to stop; after a break it goes on where it was. */
export function follow(path: string, listener: Listener, stop: AbortSignal): void {
  void new Follower(path, listener, stop).run();
}

class Follower {
  private last: string | undefined;
  private pause = FIRST_PAUSE_MILLIS;
  private lostAt = Date.now();

  constructor(
    private readonly path: string,
    private readonly listener: Listener,
    private readonly stop: AbortSignal,
  ) {}

  async run(): Promise<void> {
    this.listener.liveness('connecting');
    while (!this.stop.aborted) {
      const ended = await this.once();
      if (this.stop.aborted) {
        return;
      }
      const stale = Date.now() - this.lostAt > STALE_AFTER_MILLIS;
      this.listener.liveness(ended === 'signed-out' ? 'signed-out' : stale ? 'stale' : 'reconnecting');
      await this.wait();
    }
  }

  /** One connection, until it ends. */
  private async once(): Promise<'signed-out' | 'lost'> {
    const connection = new AbortController();
    const abort = () => connection.abort();
    this.stop.addEventListener('abort', abort);
    let silence = window.setTimeout(abort, SILENCE_MILLIS);
    const heard = () => {
      window.clearTimeout(silence);
      silence = window.setTimeout(abort, SILENCE_MILLIS);
    };
    try {
      const answer = await fetch(this.path, {
        headers: { Accept: 'text/event-stream', ...(this.last === undefined ? {} : { 'Last-Event-ID': this.last }) },
        cache: 'no-store',
        signal: connection.signal,
      });
      if (answer.status === 401) {
        return 'signed-out';
      }
      if (!answer.ok || answer.body === null) {
        return 'lost';
      }
      this.pause = FIRST_PAUSE_MILLIS;
      this.listener.liveness('live');
      await this.read(answer.body, heard);
    } catch {
      // Whatever broke the connection, the next one goes on after the last entry.
    } finally {
      window.clearTimeout(silence);
      this.stop.removeEventListener('abort', abort);
      if (this.pause === FIRST_PAUSE_MILLIS) {
        this.lostAt = Date.now();
      }
    }
    return 'lost';
  }

  private async read(stream: ReadableStream<Uint8Array>, heard: () => void): Promise<void> {
    const parser = createParser({
      onEvent: (event) => {
        if (event.id !== undefined) {
          this.last = event.id;
          this.listener.entry(JSON.parse(event.data) as Entry);
        }
      },
    });
    const reader = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      heard();
      parser.feed(value);
    }
  }

  private wait(): Promise<void> {
    const pause = this.pause;
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MILLIS);
    return new Promise((resolve) => {
      const timer = window.setTimeout(resolve, pause);
      this.stop.addEventListener('abort', () => {
        window.clearTimeout(timer);
        resolve();
      });
    });
  }
}
