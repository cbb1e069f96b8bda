import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';

const { timeout: limitMs }: { readonly timeout: number } = JSON.parse(readFileSync('.mocharc.json', 'utf8'));

/** An assertion of whatever name, or a comparison, with a difference of two times. */
function measuresTheClock(source: string): boolean {
  const elapsed = String.raw`(?:performance\.now\(\)|Date\.now\(\)) - (?:started|start|before|begin|began|since|from|t0)\w*`;
  return new RegExp(String.raw`(?:ok|equal|Equal|assert)\([^\n]*${elapsed}|${elapsed}\)?\s*[<>]|[<>]=?\s*\(?${elapsed}`).test(source);
}

describe('time limits of tests', () => {
  // A limit is there to end what hangs. A short one fails on a busy machine, and says nothing about the product.
  it('are never shorter than that of all tests', () => {
    const short = globSync('test/**/*.ts').flatMap((path) =>
      Array.from(readFileSync(path, 'utf8').matchAll(/(?<!AbortSignal)\.timeout\(([\d_]+)\)/g))
        .filter(([, text = '']) => Number(text.replaceAll('_', '')) < limitMs)
        .map(([call]) => `${path}: ${call}`)
        // That of a request, which the test waits for.
        .filter((row) => !row.includes('nodeHttpClient.test.ts')),
    );
    deepStrictEqual(short, []);
  });

  it('are not measured by the clock', () => {
    const measured = globSync('test/{unit,matrix,architecture}/**/*.test.ts').filter((path) =>
      measuresTheClock(readFileSync(path, 'utf8')),
    );
    deepStrictEqual(measured, []);
    const forms = [
      'ok(X < 9)',
      'strictEqual(X < 1500, true)',
      'assert.equal(X > 5, false)',
      'const isFast = X < 9;',
      'if (9 >= X) fail();',
    ];
    for (const clock of ['performance.now() - started', 'Date.now() - startedAt'])
      for (const form of forms) strictEqual(measuresTheClock(form.replace('X', clock)), true, form);
    strictEqual(measuresTheClock('const old = new Date(Date.now() - 2 * hour);'), false);
  });
});
