import { deepStrictEqual } from 'node:assert/strict';
import { paged } from '../../../../src/releases/dialects/portal/portalRoute.ts';

function pagesOf(texts: readonly string[], size: number): readonly (readonly string[])[] {
  const at = (page: number): ReturnType<typeof paged<string>> => paged({ query: () => String(page) }, texts, size, (text) => text);
  return Array.from({ length: at(1).pages }, (_, index) => at(index + 1).items);
}

describe('pages of a list of the portal', () => {
  it('have so many items, and fewer where texts are long', () => {
    deepStrictEqual(pagesOf(['a', 'b', 'c', 'd', 'e'], 2), [['a', 'b'], ['c', 'd'], ['e']]);
    const long = 'x'.repeat(8000);
    deepStrictEqual(pagesOf(['a', long, long, 'b', long], 8), [['a', long, long, 'b'], [long]]);
    // In HTML each takes five bytes.
    const escaped = '&'.repeat(3000);
    deepStrictEqual(pagesOf([escaped, escaped, 'a', '&'.repeat(5000), 'b'], 8), [[escaped], [escaped, 'a'], ['&'.repeat(5000)], ['b']]);
  });

  it('are the nearest one there is', () => {
    const ask = (page: string): readonly number[] => paged({ query: () => page }, [1, 2, 3], 2).items;
    deepStrictEqual(['0', '-1', 'x', '2', '99', '1e999'].map(ask), [[1, 2], [1, 2], [1, 2], [3], [3], [1, 2]]);
    deepStrictEqual(paged({ query: () => undefined }, [], 2), { items: [], page: 1, pages: 1 });
  });
});
