import { ok } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { untested } from '../../../../scripts/windows/untestedFiles.ts';

describe('what is untested under Wine', () => {
  // A renamed test would be run again, or a renamed file left out forever, without a word.
  it('exists, and has a reason', () => {
    for (const { file, title, reason } of untested) {
      ok(existsSync(file) && reason.length > 10, file);
      const titles = Array.from(readFileSync(file, 'utf8').matchAll(/\('([^'\n]+)', /g), ([, text = '']) => text);
      ok(title === undefined || titles.some((text) => title.endsWith(` ${text}`)), title);
    }
  });
});
