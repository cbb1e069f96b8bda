/** Clock, randomness and processes for tests: everything is known beforehand. */

import { type Clock } from '../../src/core/ports/clock.ts';
import { type Random } from '../../src/core/ports/random.ts';
import { type ProcessMark, type RunningProcesses } from '../../src/core/ports/runningProcesses.ts';

export function fixedClock(time = '2026-11-21T10:00:00.000Z'): Clock {
  return { now: () => new Date(time) };
}

/** Bytes that never repeat, from a counter. */
export function countingRandom(seed = 0): Random {
  let counter = seed;
  return {
    bytes: (count) => {
      const bytes = new Uint8Array(count);
      new DataView(bytes.buffer).setUint8(count - 1, ++counter % 256);
      if (count > 1) bytes[0] = seed;
      return bytes;
    },
  };
}

export class FakeProcesses implements RunningProcesses {
  readonly running = new Set<number>();
  pid: number;

  constructor(pid = 1) {
    this.pid = pid;
    this.running.add(pid);
  }

  async current(): Promise<ProcessMark> {
    return { pid: this.pid, host: 'here', startedAt: 'then' };
  }

  async isRunning(mark: ProcessMark): Promise<boolean | undefined> {
    return mark.host === 'here' ? this.running.has(mark.pid) && mark.startedAt === 'then' : undefined;
  }
}
