import { deepStrictEqual, doesNotMatch, match, ok } from 'node:assert/strict';
import { build } from 'esbuild';
import { tablesAsJson } from '../../../../scripts/build/tablesAsJson.ts';
import { issueTable } from '../../../../src/core/base/issues/issueTable.ts';

describe('tables in bundles', () => {
  it('are JSON, say what the sources say, and name their sources', async () => {
    const inputs = new Set<string>();
    const { outputFiles } = await build({
      entryPoints: ['src/core/base/issues/issueTable.ts'],
      bundle: true,
      format: 'esm',
      write: false,
      plugins: [tablesAsJson(inputs)],
    });
    const text = outputFiles[0]?.text ?? '';
    match(text, /JSON\.parse\(/);
    // Also once the program is read: the text that is parsed then is what V8 keeps.
    doesNotMatch(text, /[^\0-\x7f]|[^\\]\\u/);
    const bundled: object = await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
    deepStrictEqual({ ...bundled }, { issueTable });
    ok(inputs.has('src/core/base/issues/zipIssues.ts'));
  });
});
