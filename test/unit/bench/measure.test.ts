import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { formatTable } from '../../bench/support/table.ts';
import { benchmark, compare } from '../../bench/support/measure.ts';

describe('measuring', () => {
  it('runs the contestants in turn, warm-ups first, and prepares each run', async () => {
    const calls: string[] = [];
    const contestant = (name: string) => ({ name, prepare: () => calls.push(`prepare ${name}`), run: () => calls.push(name) });
    const results = await compare([contestant('a'), contestant('b')], { runs: 2, warmups: 1 });
    const round = ['prepare a', 'a', 'prepare b', 'b'];
    deepStrictEqual(calls, [...round, ...round, ...round]);
    deepStrictEqual(
      results.map(({ name, runs }) => [name, runs]),
      [
        ['a', 2],
        ['b', 2],
      ],
    );
  });

  it('measures nine times unless set otherwise', async () => {
    const { runs } = await benchmark('nothing', () => undefined);
    strictEqual(runs, 9);
  });

  it('prints a table', () => {
    const table = formatTable(
      ['', 'ms'],
      [
        ['sign', '12.0'],
        ['verify it', '3.5'],
      ],
    );
    deepStrictEqual(table.split('\n'), ['             ms', '─────────  ────', 'sign       12.0', 'verify it   3.5']);
  });
});
