import { deepStrictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { type PackageRecord } from '../../../../src/core/versions/packageRecord.ts';
import { checkBranches } from '../../../../src/core/workflow/checkBranches.ts';
import { appOnPlatform, openApp } from '../../../../src/core/workflow/openApp.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';
import { packageRecord } from '../../../support/packageRecords.ts';
import { workflowWorld } from '../../../support/workflowWorld.ts';
import { withWholeTexts } from '../../../support/assertFilled.ts';

const lineOf = (fields: Partial<PackageRecord>): string => JSON.stringify(packageRecord({ schema: 1, format: 'apk', ...fields }));
const onBranch = (fields: Partial<PackageRecord>): string =>
  lineOf({ id: 'feedfeedfeedfeed', versionCode: 7, createdBy: 'Ada', ...fields });

interface Case {
  /** What git finds, each on its own branch. */
  readonly found: readonly string[];
  /** Of this branch. */
  readonly own?: readonly string[];
  readonly android?: object;
}

async function check({ found, own = [], android = {} }: Case, expected: readonly string[], asked = true): Promise<void> {
  const settings = { name: 'Hello', android: { appIdentifier: 'com.acme.hello', versionCode: 7, ...android } };
  const files = new MemoryFiles({
    '/app/mobile-distribution.json': utf8(JSON.stringify(settings)),
    '/app/.mobile-distribution/packages.jsonl': utf8(own.map((line) => `${line}\n`).join('')),
  });
  const questions: string[][] = [];
  const world = workflowWorld(files);
  const sourceControl = {
    ...world.sourceControl,
    searchBranches: async (...question: readonly [string, string, string]) => {
      questions.push([...question]);
      return found.map((line, index) => ({ branch: `topic-${index + 1}`, line }));
    },
  };
  const app = await openApp({ files, paths: posixPaths }, '/app');
  const issues = await checkBranches({ ...world, sourceControl }, appOnPlatform(app, 'android'));
  deepStrictEqual(
    withWholeTexts(issues).map(({ code, params, place }) => [code, ...Object.values(params), place?.pointer].join(' ')),
    expected,
  );
  deepStrictEqual(questions, asked ? [['/app', '.mobile-distribution/packages.jsonl', '"versionCode":7,']] : []);
}

const taken = 'version-code-on-branch 7 Ada topic-1 8 /android/versionCode';

describe('a version code', () => {
  it('is free when no branch has it', () => check({ found: [] }, []));
  it('is taken when a branch has recorded it', () => check({ found: [onBranch({})] }, [taken]));
  it('is reported once', () => check({ found: [onBranch({}), onBranch({})] }, [taken]));
  it('is free where the line is not a record', () => check({ found: ['"versionCode":7,'] }, []));
  it('is free where the app is another', () => check({ found: [onBranch({ appIdentifier: 'com.acme.other' })] }, []));
  it('is free where the platform is another', () => check({ found: [onBranch({ platform: 'ios', format: 'ipa' })] }, []));
  it('is free where the code is another', () => check({ found: [onBranch({ versionCode: 77 })] }, []));
  it('is free where the record is in the own ledger', () => {
    const record = { id: '00000000000000aa', versionCode: 6 };
    return check({ found: [onBranch({ id: record.id })], own: [lineOf(record)] }, []);
  });
  it('is looked for behind what does not count', () =>
    check({ found: ['no record', onBranch({ versionCode: 77 }), onBranch({})] }, [taken.replace('topic-1', 'topic-3')]));
  it('is not looked for when the own ledger refuses it', async () => {
    await check({ found: [onBranch({})], own: [lineOf({ versionCode: 7 })] }, [], false);
    await check({ found: [onBranch({})], own: [lineOf({ versionCode: 8 })] }, [], false);
  });
  it('is looked for when it is above the own ledger', () => check({ found: [onBranch({})], own: [lineOf({ versionCode: 6 })] }, [taken]));
  it('is not looked for without an identifier', () => check({ found: [onBranch({})], android: { appIdentifier: undefined } }, [], false));
});
