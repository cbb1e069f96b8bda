import { deepStrictEqual } from 'node:assert/strict';
import { addTallies, closingLine, failedLine, failedLines, parseClosingLine } from '../../../../scripts/steps/tally.ts';

describe('the closing line', () => {
  it('is read as it is written', () => {
    const tally = { passed: 12, failed: 1, skipped: 3 };
    deepStrictEqual(parseClosingLine(`first\n1 passed, 0 failed, 0 skipped\n${closingLine(tally)}\n`), tally);
    deepStrictEqual(addTallies([tally, tally]), { passed: 24, failed: 2, skipped: 6 });
  });

  it('is the whole line, or none', () => {
    deepStrictEqual(parseClosingLine(''), undefined);
    deepStrictEqual(parseClosingLine('tests: 1 passed, 0 failed, 0 skipped'), undefined);
    deepStrictEqual(parseClosingLine('1 passed, 0 failed, 0 skipped and more'), undefined);
  });
});

describe('what failed', () => {
  it('is named again: tests and steps, and nothing else', () => {
    const test = failedLine('a room opens', 'it did not');
    const output = `types   ✓ fine     7.0 s\nformat  ✗ failed   0.4 s\n  ✗ failed   0.4 s\n${test}\n  skipped: one\n    failed: told by a program`;
    deepStrictEqual(failedLines(output), ['format  ✗ failed   0.4 s', '  failed: a room opens (it did not)']);
    deepStrictEqual(failedLine('a room opens', ''), '  failed: a room opens');
  });
});
