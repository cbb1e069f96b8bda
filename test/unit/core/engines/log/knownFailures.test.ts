import { deepStrictEqual, ok } from 'node:assert/strict';
import { utf8 } from '../../../../../src/core/base/bytes.ts';
import { issueTable } from '../../../../../src/core/base/issues/issueTable.ts';
import { cleanLine } from '../../../../../src/core/engines/log/cleanLine.ts';
import { explainLog } from '../../../../../src/core/engines/log/explainLog.ts';
import { knownFailures } from '../../../../../src/core/engines/log/knownFailures/knownFailures.ts';
import { logTools } from '../../../../../src/core/engines/log/logTool.ts';
import { allKnown } from '../../../../../src/core/engines/log/matchKnown.ts';
import { logSamples } from './samples/logSamples.ts';
import { type LogSample } from './samples/logSample.ts';

function linesOf(text: string): readonly string[] {
  return text.split('\n').map(cleanLine);
}

/** Every code of the table that fits any line of the sample. A recorded log may say how its program ended, too. */
function codesIn({ text }: LogSample): readonly string[] {
  const findings = linesOf(text).flatMap((line, index) => allKnown(line, index + 1));
  const weak = new Set(knownFailures.filter(({ isWeak }) => isWeak).map(({ code }) => code));
  const strong = findings.filter(({ code }) => !weak.has(code));
  return [...new Set((strong.length > 0 ? strong : findings).map(({ code }) => code))];
}

describe('the table of known failures', () => {
  it('has at least 150 rows, one for each code', () => {
    ok(knownFailures.length >= 150);
    const codes = knownFailures.map(({ code }) => code);
    deepStrictEqual(
      codes.filter((code, index) => codes.indexOf(code) !== index),
      [],
    );
  });

  it('knows every tool, by a row of its own or by the place that its errors begin with', async () => {
    const known = new Set<string>(knownFailures.map(({ tool }) => tool));
    for (const { text } of logSamples) known.add((await explainLog([utf8(text)])).tool ?? '');
    const placed: readonly (readonly [tool: string, line: string])[] = [
      ['kotlinc', 'e: file:///app/src/main/java/Main.kt:2:50 Unresolved reference: title'],
      ['clang', '/app/src/main/cpp/main.c:3:5: error: use of undeclared identifier x'],
      ['swift', '/app/Shop/App.swift:3:5: error: cannot find x in scope'],
    ];
    for (const [tool, line] of placed) {
      const { issues } = await explainLog([utf8(line)]);
      deepStrictEqual([issues[0]?.place?.range !== undefined, issues[0]?.code], [true, 'log-compile-error'], line);
      known.add(tool);
    }
    deepStrictEqual(
      logTools.filter((tool) => !known.has(tool)),
      [],
    );
  });

  it('fits no sample of another row', () => {
    const wrong = logSamples.map((sample) => ({ sample: `${sample.code} ${sample.source}`, codes: codesIn(sample) }));
    deepStrictEqual(
      wrong.filter(({ sample, codes }) => codes.length !== 1 || !sample.startsWith(`${codes[0]} `)),
      [],
    );
  });

  it('has a sample for every text of every row', () => {
    const missing = knownFailures.flatMap(({ code, texts }) =>
      texts
        .filter(({ anchor, pattern = /^/ }) => {
          const own = logSamples.filter((sample) => sample.code === code);
          return !own.some(({ text }) => linesOf(text).some((line) => line.includes(anchor) && pattern.test(line)));
        })
        .map(({ anchor }) => `${code}: ${anchor}`),
    );
    deepStrictEqual(missing, []);
  });

  it('fills every place of its messages', async () => {
    const open: string[] = [];
    for (const sample of logSamples) {
      const { issues } = await explainLog([utf8(sample.text)]);
      const own = issues.find(({ code }) => code === sample.code);
      if (!own || /\{\w+\}/.test(`${own.message} ${own.remedy}`))
        open.push(`${sample.code} ${sample.source}: ${own?.message ?? 'not found'}`);
    }
    deepStrictEqual(open, []);
  });

  it('is explained first, and said by a row with one message and one remedy', async () => {
    for (const sample of logSamples) {
      const { issues } = await explainLog([utf8(sample.text)]);
      deepStrictEqual([sample.source, issues[0]?.code], [sample.source, sample.code]);
      ok(issueTable[sample.code].remedy.length > 0);
    }
  });

  it('has patterns that take linear time', () => {
    const hostile = ['a', ' ', "'", '"', '`', '/', ':', '\\', '(', '1', '.', '@', '{'];
    for (const { texts } of knownFailures)
      for (const { anchor, pattern } of texts)
        for (const letter of hostile) {
          const line = `${anchor}${letter.repeat(4000)}`;
          const started = process.cpuUsage().user;
          pattern?.test(line);
          pattern?.test(letter.repeat(4000));
          ok(process.cpuUsage().user - started < 1_000_000, `${anchor} with ${letter}`);
        }
  });
});
