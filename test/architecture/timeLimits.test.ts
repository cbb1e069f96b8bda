import { deepStrictEqual } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';

const { timeout: limitMs }: { readonly timeout: number } = JSON.parse(readFileSync('.mocharc.json', 'utf8'));

describe('time limits of tests', () => {
  // A limit is there to end what hangs. A short one fails on a busy machine, and says nothing about the product.
  it('are never shorter than that of all tests', () => {
    const short = globSync('test/**/*.ts').flatMap((path) =>
      Array.from(readFileSync(path, 'utf8').matchAll(/\.timeout\(([\d_]+)\)/g))
        .filter(([, text = '']) => Number(text.replaceAll('_', '')) < limitMs)
        .map(([call]) => `${path}: ${call}`)
        // That of a request, which the test waits for.
        .filter((row) => !row.includes('nodeHttpClient.test.ts')),
    );
    deepStrictEqual(short, []);
  });

  it('are not measured by the clock', () => {
    const measured = globSync('test/{unit,matrix,architecture}/**/*.test.ts').filter((path) =>
      /ok\([^\n]*performance\.now\(\) - /.test(readFileSync(path, 'utf8')),
    );
    deepStrictEqual(measured, []);
  });
});
