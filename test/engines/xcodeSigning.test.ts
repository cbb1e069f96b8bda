/**
 * Xcode signs with a keychain of one build: real processes and files, with stand-ins for `security` and `xcodebuild` that act on what they were given. Whatever
 * happens, nothing of it is left: no keychain, no entry of the search list, no profile, no password.
 */

import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { readCertificateFile } from '../../src/core/assets/certificate/readCertificateFile.ts';
import { isFailure } from '../../src/core/base/failure.ts';
import { Secret } from '../../src/core/base/secret.ts';
import { FrameworkEngine } from '../../src/core/engines/framework/frameworkEngine.ts';
import { Toolchains } from '../../src/core/engines/toolchains/toolchains.ts';
import { makeKeychain } from '../../src/core/engines/xcode/temporaryKeychain.ts';
import { xcode } from '../../src/core/engines/xcode/xcode.ts';
import { exportMethod } from '../../src/core/engines/xcode/xcodeSigning.ts';
import { createPackage } from '../../src/core/workflow/createPackage.ts';
import { makePrivateFolder } from '../../src/node/makePrivateFolder.ts';
import { createNodeWorld, type NodeWorld } from '../../src/node/nodeWorld.ts';
import { projectRoot } from '../../scripts/steps/projectRoot.ts';
import { p12Of, p12Password } from '../support/applePki.ts';
import { skipCurrent } from '../support/currentRunnable.ts';
import { createIosPackage, distributor, iosApp, labPki } from '../support/iosWorkflow.ts';
import { type MemoryFiles } from '../support/memoryFiles.ts';
import { xcodeProjectText } from '../support/xcodeProjects.ts';
import { findText } from './gradleProject.ts';

const profilePlaces = ['Library/Developer/Xcode/UserData/Provisioning Profiles', 'Library/MobileDevice/Provisioning Profiles'] as const;
const login = '/Users/ada/Library/Keychains/login.keychain-db';

describe('a keychain for one build', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mdist keychain-')));
  const place = (...path: readonly string[]): string => join(folder, ...path);
  const environment = { ...process.env };
  let world: NodeWorld;

  after(() => {
    process.env = environment;
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    if (process.platform === 'win32') skipCurrent('The stand-ins are scripts that Windows does not start');
    for (const name of ['app', 'home', 'user', 'stand-in']) rmSync(place(name), { recursive: true, force: true });
    for (const name of ['home', 'user', 'stand-in']) mkdirSync(place(name), { recursive: true });
    const settings = { PRODUCT_BUNDLE_IDENTIFIER: 'com.acme.hello' };
    copy(
      await iosApp(
        { '/app/Hello.xcodeproj/project.pbxproj': xcodeProjectText({ targets: [{ name: 'Hello', settings }] }) },
        { engine: 'xcode' },
        { archiveSigning: 'xcode' },
      ),
      '/app',
    );
    const web = await iosApp();
    const small = await createIosPackage(web);
    writeFileSync(place('stand-in', 'small.ipa'), await web.readFile(small.path));
    writeFileSync(place('stand-in', 'state.json'), JSON.stringify({ searchList: [login], keychains: {} }));
    const main = new URL('../support/appleToolsMain.ts', import.meta.url).href;
    for (const [path, tool] of [
      ['bin/security', 'security'],
      ['Xcode.app/Contents/Developer/usr/bin/xcodebuild', 'xcodebuild'],
    ] as const) {
      mkdirSync(dirname(place(path)), { recursive: true });
      const script = `#!${process.execPath}\nprocess.argv.splice(2, 0, '${tool}');\nimport('${main}');\n`;
      writeFileSync(place(path), script, { mode: 0o755 });
    }
    const versions = '<plist version="1.0"><dict><key>CFBundleShortVersionString</key><string>15.2</string></dict></plist>';
    writeFileSync(place('Xcode.app/Contents/version.plist'), versions);
    process.env = {
      ...environment,
      PATH: [place('bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
      APPLE_STAND_IN: place('stand-in'),
      STAND_IN_HOME: place('home'),
    };
    world = createWorld();
  });

  afterEach(async () => {
    await world.dispose();
  });

  function copy(files: MemoryFiles, from: string): void {
    for (const [path, { bytes }] of files.content) {
      const to = place('app', path.slice(from.length + 1));
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, bytes);
    }
  }

  function createWorld(): NodeWorld {
    const made = createNodeWorld({
      mediaFolder: join(projectRoot, 'media'),
      userFolder: place('user'),
      digestWorkerUrl: pathToFileURL(join(projectRoot, 'src/node/contentDigester/digestWorker.ts')).href,
    });
    const variables: Readonly<Record<string, string>> = { DEVELOPER_DIR: place('Xcode.app') };
    const machine = { system: 'macos', homeFolder: place('home'), variable: (name: string) => variables[name] } as const;
    const { files, paths, programs } = made;
    const toolchains = new Toolchains({ files, paths, machine });
    const productFiles = { read: async () => new Uint8Array(0) };
    const engine = new FrameworkEngine(
      { files, paths, programs, productFiles, toolchains, userFolder: place('user'), makePrivateFolder },
      xcode,
    );
    return { ...made, engines: [engine], trustedRoots: [labPki.root] };
  }

  const create = async (signal = new AbortController().signal) =>
    await createPackage(world, {
      appFolder: place('app'),
      platform: 'ios',
      passwords: { ask: async () => new Secret(p12Password) },
      signal,
    });

  const order = (name: string): void => writeFileSync(place('stand-in', name), '');
  const listed = (path: string): readonly string[] => (existsSync(path) ? readdirSync(path) : []);

  interface Start {
    readonly tool: string;
    readonly args: readonly string[];
  }

  const starts = (): readonly Start[] =>
    readFileSync(place('stand-in', 'starts.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Start);

  function checkNothingLeft(profiles: readonly string[] = []): void {
    const { searchList, keychains } = JSON.parse(readFileSync(place('stand-in', 'state.json'), 'utf8')) as {
      readonly searchList: readonly string[];
      readonly keychains: object;
    };
    deepStrictEqual([searchList, keychains, listed(place('user', 'keychains'))], [[login], {}, []]);
    for (const each of profilePlaces) deepStrictEqual(listed(place('home', each)), profiles);
    // Of the stand-ins only the state had it, while there was a keychain.
    const found = findText(p12Password, [place('app'), place('home'), place('user'), place('stand-in')]);
    deepStrictEqual(
      found.filter((path) => !path.startsWith('/proc/')),
      [],
    );
  }

  it('signs and exports an archive, with profiles in both folders, and is gone with them', async () => {
    const { record, format } = await create();
    deepStrictEqual([record.engine, record.appIdentifier, format, record.tools], ['xcode', 'com.acme.hello', 'ipa', { Xcode: '15.2' }]);
    const settings = readFileSync(place('stand-in', 'Signing.xcconfig'), 'utf8');
    match(settings, /^CODE_SIGN_STYLE = Manual\nCODE_SIGN_IDENTITY = [0-9A-F]{40}\nDEVELOPMENT_TEAM = TEAM123456\n/);
    match(
      settings,
      /^PROVISIONING_PROFILE_SPECIFIER = \$\(MOBILE_DISTRIBUTION_PROFILE_\$\(PRODUCT_BUNDLE_IDENTIFIER:c99extidentifier\)\)$/m,
    );
    const options = readFileSync(place('stand-in', 'ExportOptions.plist'), 'utf8');
    match(options, /<key>method<\/key>\s*<string>ad-hoc<\/string>/);
    match(options, /<key>com\.acme\.hello<\/key>\s*<string>[0-9A-F-]{36}<\/string>/i);
    const seen = starts();
    deepStrictEqual(
      seen.map(({ tool, args }) => `${tool} ${args[0] ?? ''}`),
      [
        'security -i',
        'security list-keychains',
        'security list-keychains',
        'security list-keychains',
        'security find-identity',
        'xcodebuild archive',
        'xcodebuild -exportArchive',
        'security delete-keychain',
      ],
    );
    ok(!seen.some(({ args }) => args.some((arg) => ['-p', '-P'].includes(arg) && args[0] !== 'find-identity')));
    checkNothingLeft();
  });

  it('is removed when Xcode fails, when the build is cancelled, and when it cannot be filled', async () => {
    order('fails');
    await rejects(create(), (error) => isFailure(error, 'build-step-failed'));
    checkNothingLeft();
    rmSync(place('stand-in', 'fails'));
    order('hangs');
    const stopping = new AbortController();
    const running = create(stopping.signal);
    running.catch(() => undefined);
    const archives = (): boolean => starts().filter(({ tool }) => tool === 'xcodebuild').length === 2;
    while (!archives()) await wait(50);
    ok(listed(place('user', 'keychains')).length > 0);
    stopping.abort();
    await rejects(running, (error) => isFailure(error, 'cancelled'));
    checkNothingLeft();
    rmSync(place('stand-in', 'hangs'));
    order('refuses');
    await rejects(create(), (error) => isFailure(error, 'keychain-not-made'));
    checkNothingLeft();
  });

  it('leaves the profiles that were there, and is swept at the next start where a process was killed', async () => {
    const { homeFolder: _, ...rest } = world;
    const uuid = '11111111-2222-3333-4444-555555555555';
    for (const each of profilePlaces) {
      mkdirSync(place('home', each), { recursive: true });
      writeFileSync(place('home', each, 'of the user.mobileprovision'), 'theirs');
    }
    const keychainWorld = { ...rest, homeFolder: place('home'), userFolder: place('user'), makePrivateFolder, notFrom: [] };
    const current = await world.processes.current();
    const { sha1 } = (await readIdentity()) ?? { sha1: '' };
    const killed = {
      sha1,
      team: 'TEAM123456',
      profileFor: () => undefined,
      transport: async () => ({ file: await p12Of([distributor]), password: new Secret(p12Password) }),
      runName: 'killed',
      // No process has this number.
      owner: { ...current, pid: 2 ** 30 },
      isRunning: async () => false,
    };
    await makeKeychain(keychainWorld, killed, [{ uuid, bytes: new Uint8Array([1]) }]);
    ok(listed(place('user', 'keychains')).includes('killed.keychain-db'));
    // Another build that is under way keeps its own.
    await makeKeychain(keychainWorld, { ...killed, runName: 'running', owner: current }, []);
    await create();
    deepStrictEqual(listed(place('user', 'keychains')).toSorted(), ['running.keychain-db', 'running.keychain-db.json']);
    for (const each of profilePlaces) deepStrictEqual(listed(place('home', each)), ['of the user.mobileprovision']);
  });

  async function readIdentity(): Promise<{ readonly sha1: string } | undefined> {
    return (await readCertificateFile(await p12Of([distributor]), new Secret(p12Password))).identities[0]?.certificate;
  }

  it('removes nothing that a forged note names', async () => {
    const keychains = place('user', 'keychains');
    mkdirSync(keychains, { recursive: true });
    const own = place('home', 'precious');
    writeFileSync(own, 'mine');
    const note = { owner: { pid: 2 ** 30, host: (await world.processes.current()).host }, files: [own, '/etc/hosts', 7] };
    writeFileSync(join(keychains, 'x.keychain-db.json'), JSON.stringify(note));
    writeFileSync(join(keychains, 'y.keychain-db.json'), '{');
    await create();
    strictEqual(readFileSync(own, 'utf8'), 'mine');
    deepStrictEqual(listed(keychains), ['y.keychain-db.json']);
  });
});

describe('the names of export methods', () => {
  it('are those of the version of Xcode', () => {
    const names = (version?: string): readonly string[] =>
      (['development', 'ad-hoc', 'app-store', 'in-house'] as const).map((buildType) => exportMethod(buildType, version));
    const before = ['development', 'ad-hoc', 'app-store', 'enterprise'];
    const since = ['debugging', 'release-testing', 'app-store-connect', 'enterprise'];
    deepStrictEqual(['14.3.1', '15.3', '15.4', '16.0', '26.1', undefined].map(names), [before, before, since, since, since, since]);
  });
});
