import { strictEqual } from 'node:assert/strict';
import { mutationReport } from '../../../../scripts/mutation/mutationReport.ts';
import { type Mutant, type MutantStatus } from '../../../../scripts/mutation/runPart.ts';

function mutant(line: number, status: MutantStatus): Mutant {
  return { file: 'src/a/b.ts', line, column: 3, mutator: 'EqualityOperator', original: 'a\n  < b', replacement: 'a <= b', status };
}

describe('the report of a mutation run', () => {
  it('counts what tests noticed, and places what they did not', () => {
    const mutants = [mutant(9, 'NoCoverage'), mutant(7, 'Survived'), mutant(1, 'Killed'), mutant(2, 'Timeout'), mutant(3, 'Ignored')];
    const report = mutationReport('core/a', [{ name: 'src/a', mutants, seconds: 61.4 }], 85);
    strictEqual(
      report,
      `Mutation run of core/a

src/a   50.0 %  2 of 4 noticed  61 s

Not noticed by any test:
  src/a/b.ts:7:3 EqualityOperator
      - a < b
      + a <= b
  src/a/b.ts:9:3 EqualityOperator (no test runs this)
      - a < b
      + a <= b

core/a:  50.0 %  2 of 4 noticed; 85 % not reached
1 changes that take effect while a module is loaded were not tried.
`,
    );
  });

  it('says what is not in the figure', () => {
    const finished = { name: 'src/a', mutants: [mutant(1, 'Killed')], seconds: 1 };
    const report = mutationReport('core/a', [finished, { name: 'src/b', seconds: 9 }], 85);
    strictEqual(
      report,
      `Mutation run of core/a

src/a  100.0 %  1 of 1 noticed  1 s
src/b  not finished: run again to continue  9 s

core/a: 100.0 %  1 of 1 noticed; 85 % not shown yet
1 of 2 parts are not in this figure.
`,
    );
  });
});
