import { deepStrictEqual } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { failureTable } from '../../src/core/base/failureTable.ts';
import { issueTable } from '../../src/core/base/issues/issueTable.ts';

const topicFolder = 'src/core/base/issues';

async function topics(): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = new Map<string, readonly string[]>();
  for (const path of globSync(`${topicFolder}/*Issues.ts`).filter((file) => !file.endsWith('defineIssues.ts'))) {
    const module: Readonly<Record<string, object>> = await import(`../../${path}`);
    rows.set(
      path,
      Object.values(module).flatMap((table) => Object.keys(table)),
    );
  }
  return rows;
}

/** Codes of a table that no module names, apart from the tables themselves. */
function unusedCodes(codes: readonly string[]): readonly string[] {
  const sources = globSync('src/**/*.ts')
    .filter((path) => !path.startsWith(topicFolder) && !/(?:failureTable|deviceFailures|releaseFailures|storeFailures)\.ts$/.test(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  // Codes of several kinds are put together, as in `apk-${scheme}-no-signers`; a long literal part makes it one of them.
  const composed = Array.from(sources.matchAll(/`((?:[a-z0-9-]|\$\{[^}]*\})+)`/g), (match) => (match[1] ?? '').split(/\$\{[^}]*\}/))
    .filter((literals) => literals.length > 1 && literals.some((literal) => literal.length >= 8))
    .map((literals) => new RegExp(`^${literals.join('[a-z0-9-]+')}$`));
  return codes.filter((code) => {
    // The code that the signature schemes share names only the end of theirs.
    const end = /^apk-v\d+-(?<end>.+)$/.exec(code)?.groups?.['end'];
    const names = end === undefined ? [code] : [code, end];
    return !names.some((name) => sources.includes(`'${name}'`)) && !composed.some((pattern) => pattern.test(code));
  });
}

describe('the table of issues', () => {
  it('contains each code of each topic file', async () => {
    const codes = [...(await topics()).values()].flat();
    deepStrictEqual(codes.toSorted(), Object.keys(issueTable).toSorted());
  });

  it('has each code in one topic alone, in kebab case', async () => {
    const codes = [...(await topics()).values()].flat();
    deepStrictEqual(
      codes.filter((code, index) => codes.indexOf(code) !== index || !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(code)),
      [],
    );
  });

  it('has no code that nothing raises', () => {
    deepStrictEqual(unusedCodes(Object.keys(issueTable)), []);
  });

  it('has no failure that nothing throws', () => {
    deepStrictEqual(unusedCodes(Object.keys(failureTable)), []);
  });
});
