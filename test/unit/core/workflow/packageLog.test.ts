import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { Secret } from '../../../../src/core/base/secret.ts';
import { TextMask } from '../../../../src/core/base/textMask.ts';
import { PackageLog } from '../../../../src/core/workflow/packageLog.ts';
import { fixedClock } from '../../../support/fixedWorld.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';

const path = '/app/logs/a.log';

async function written(write: (log: PackageLog) => void, mask = new TextMask(), onLine?: (line: string) => void): Promise<string> {
  const files = new MemoryFiles();
  const log = new PackageLog({ files, clock: fixedClock(), path, mask, onLine });
  write(log);
  await log.close();
  return files.text(path) ?? '';
}

describe('PackageLog', () => {
  it('writes each line with its time, and no line break twice', async () => {
    const text = await written((log) => {
      log.write('first\r\n');
      log.write('second\n');
      log.write('third');
    });
    deepStrictEqual(text, ['first', 'second', 'third'].map((line) => `2026-11-21T10:00:00.000Z ${line}\n`).join(''));
  });

  it('masks passwords wherever they are in a line, and leaves the short ones that mask half of a log', async () => {
    const mask = new TextMask();
    for (const secret of ['hunter2', 'four', 'abc']) mask.keepOut(new Secret(secret));
    const shown: string[] = [];
    const line = 'hunter2 xhunter2x four abc';
    const text = await written(
      (log) => log.write(line),
      mask,
      (each) => shown.push(each),
    );
    deepStrictEqual(shown, ['••• x•••x ••• abc']);
    ok(text.endsWith(' ••• x•••x ••• abc\n'), text);
  });

  it('keeps the order of many lines, and writes them before it is closed', async () => {
    const files = new MemoryFiles();
    let appended = 0;
    const append = files.appendFile.bind(files);
    files.appendFile = async (...args) => {
      appended += 1;
      await append(...args);
    };
    const log = new PackageLog({ files, clock: fixedClock(), path, mask: new TextMask() });
    for (let line = 0; line < 250; line++) log.write(String(line));
    await new Promise((resolve) => setImmediate(resolve));
    strictEqual(appended, 2);
    await log.close();
    strictEqual(appended, 3);
    const lines = (files.text(path) ?? '').trimEnd().split('\n');
    deepStrictEqual(
      lines.map((line) => line.split(' ')[1]),
      Array.from({ length: 250 }, (_, line) => String(line)),
    );
  });

  it('makes no file without a line, and lets no package fail that cannot be logged', async () => {
    const files = new MemoryFiles();
    await new PackageLog({ files, clock: fixedClock(), path, mask: new TextMask() }).close();
    deepStrictEqual(files.paths(), []);
    files.appendFile = async () => {
      throw new Error('no space is left');
    };
    const log = new PackageLog({ files, clock: fixedClock(), path, mask: new TextMask() });
    for (let line = 0; line < 250; line++) log.write('x');
    await log.close();
  });
});
