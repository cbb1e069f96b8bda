import { deepStrictEqual, ok } from 'node:assert/strict';
import { mutate } from '../../../../scripts/fuzz/mutate.ts';
import { RepeatableRandom } from '../../../../scripts/fuzz/random.ts';

const seeds = [Uint8Array.from({ length: 64 }, (_, index) => index), new TextEncoder().encode('{"a":[1,2,3]}'), new Uint8Array(0)];

function mutants(seed: string, count: number): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, index) => mutate(seeds, new RepeatableRandom(`${seed}/${index}`)));
}

describe('mutants', () => {
  it('are the same for the same seed, and others for another', () => {
    const first = mutants('1', 50);
    deepStrictEqual(mutants('1', 50), first);
    const same = mutants('2', 50).filter((mutant, index) => Buffer.compare(mutant, first[index] ?? mutant) === 0);
    ok(same.length < 5, `${same.length} of 50 mutants of two seeds are equal`);
  });

  it('leave the seeds as they are, also when these are empty', () => {
    const before = seeds.map((seed) => seed.slice());
    mutants('3', 2000);
    deepStrictEqual(seeds, before);
    ok(mutate([new Uint8Array(0)], new RepeatableRandom('x')) instanceof Uint8Array);
  });
});
