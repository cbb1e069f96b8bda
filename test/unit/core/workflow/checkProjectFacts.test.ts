import { deepStrictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { type PlatformFacts, type ProjectFacts, type UnknownFact } from '../../../../src/core/projects/projectFacts.ts';
import { type Origin, type Sourced } from '../../../../src/core/settings/origin.ts';
import { checkProjectFacts } from '../../../../src/core/workflow/checkProjectFacts.ts';
import { appOnPlatform, openApp } from '../../../../src/core/workflow/openApp.ts';
import { MemoryFiles, posixPaths } from '../../../support/memoryFiles.ts';
import { withWholeTexts } from '../../../support/assertFilled.ts';

const range = { line: 7, column: 0, endLine: 7, endColumn: 9 };
const inProject = (value: string, file: string): Sourced<string> => ({ value, origin: { kind: 'project', file, range } });
const unknown = (fact: UnknownFact['fact'], withRange = true): UnknownFact => ({
  fact,
  written: '${value}',
  origin: { kind: 'project', file: 'app/build.gradle', ...(withRange && { range }) },
});

interface Case {
  readonly settings?: object;
  readonly facts?: PlatformFacts;
  readonly project?: Partial<ProjectFacts>;
  readonly isDetected?: boolean;
  readonly isOfAnotherPlatform?: boolean;
}

async function check(given: Case, expected: readonly string[]): Promise<void> {
  const { settings = {}, facts = {}, project = {}, isDetected = true, isOfAnotherPlatform = false } = given;
  const files = new MemoryFiles({ '/app/mobile-distribution.json': utf8(JSON.stringify(settings)) });
  const found: ProjectFacts | undefined = isDetected
    ? { engine: 'gradle', framework: 'Android', [isOfAnotherPlatform ? 'ios' : 'android']: facts, ...project }
    : undefined;
  const app = { ...(await openApp({ files, paths: posixPaths }, '/app')), project: found };
  const issues = checkProjectFacts(appOnPlatform(app, 'android'), posixPaths);
  deepStrictEqual(
    withWholeTexts(issues).map(({ code, params, place }) =>
      [code, ...Object.values(params), `at ${place?.file} ${place?.pointer ?? ''} ${place?.range?.line ?? ''}`.trim()].join(' '),
    ),
    expected,
  );
}

const own = inProject('com.acme.native', 'app/build.gradle');
const configured = inProject('com.acme.config', 'capacitor.config.json');
const inSettings = { android: { appIdentifier: 'com.acme.hello' } };
const differs =
  'project-identifier-differs com.acme.hello app/build.gradle com.acme.native at /app/mobile-distribution.json /android/appIdentifier 0';
const apart = 'project-identifiers-differ com.acme.native app/build.gradle com.acme.config capacitor.config.json at';

describe('the settings compared with the project', () => {
  it('say the same', () => check({ settings: { android: { appIdentifier: 'com.acme.native' } }, facts: { appIdentifier: own } }, []));
  it('say nothing', () => check({ facts: { appIdentifier: own } }, []));
  it('have an identifier where the project has none', () => check({ settings: inSettings }, []));
  it('have another identifier', () => check({ settings: inSettings, facts: { appIdentifier: own } }, [differs]));
  it('have another identifier than one whose file is not known', () =>
    check({ settings: inSettings, facts: { appIdentifier: { value: 'com.acme.native', origin: { kind: 'default' } } } }, [
      differs.replace('app/build.gradle', ''),
    ]));

  it('are compared with a project with two identifiers', async () => {
    const settings = { android: { appIdentifier: 'com.acme.native' } };
    await check({ settings, facts: { appIdentifier: own, otherIdentifier: configured } }, [`${apart} /app/capacitor.config.json  7`]);
    const other = (origin: Origin): PlatformFacts => ({ appIdentifier: own, otherIdentifier: { value: 'com.acme.config', origin } });
    await check({ settings, facts: other({ kind: 'package-json', file: 'package.json' }) }, [
      `${apart.replace('capacitor.config.json', 'package.json')} /app/package.json`,
    ]);
    await check({ settings, facts: other({ kind: 'default' }) }, [`${apart.replace(' capacitor.config.json', ' ')} /app`]);
    await check({ settings, facts: { otherIdentifier: configured } }, []);
  });

  it('are not compared for the web engine, or without a project', async () => {
    const facts = { appIdentifier: own, unknown: [unknown('versionCode')] };
    await check({ settings: inSettings, facts, project: { engine: 'web' } }, []);
    await check({ settings: { ...inSettings, engine: 'web' }, facts }, []);
    await check({ settings: inSettings, facts, isDetected: false }, []);
    await check({ settings: inSettings, isOfAnotherPlatform: true }, []);
  });

  describe('and a value that only the build knows', () => {
    const computed = (fact: string, place = '/app/app/build.gradle  7'): string =>
      `project-value-computed app/build.gradle ${fact} \${value} at ${place}`;

    it('leave it open', () => check({ facts: { unknown: [unknown('versionCode')] } }, [computed('versionCode')]));
    it('leave it open without a place in the file', () =>
      check({ facts: { unknown: [unknown('version', false)] } }, [computed('version', '/app/app/build.gradle')]));
    it('leave an identifier open', () => check({ facts: { unknown: [unknown('appIdentifier')] } }, [computed('appIdentifier')]));
    it('leave a name open that the folder has', () => check({ facts: { unknown: [unknown('name')] } }, [computed('name')]));
    it('leave a version open that package.json has', () =>
      check(
        {
          facts: { unknown: [unknown('version')] },
          project: { version: { value: '1.0.0', origin: { kind: 'package-json', file: 'package.json' } } },
        },
        [computed('version')],
      ));
    it('say it', async () => {
      const facts = { unknown: [unknown('name'), unknown('version'), unknown('versionCode'), unknown('appIdentifier')] };
      await check({ settings: { name: 'A', version: '1.0.0', android: { versionCode: 3, appIdentifier: 'com.acme.a' } }, facts }, []);
    });
    it('have it from another file of the project', () =>
      check({ facts: { unknown: [unknown('name')] }, project: { name: inProject('Hello', 'app.json') } }, []));
  });
});
