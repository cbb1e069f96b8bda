import { deepStrictEqual } from 'node:assert/strict';
import { utf8 } from '../../../../src/core/base/bytes.ts';
import { Failure } from '../../../../src/core/base/failure.ts';
import { MachineFacts } from '../../../../src/core/engines/engine/machineFacts.ts';
import { type Engine } from '../../../../src/core/engines/engine/engine.ts';
import { type ToolName, type Toolchains } from '../../../../src/core/engines/toolchains/toolchains.ts';
import { type ProcessRequest, type ProcessRunner } from '../../../../src/core/ports/processRunner.ts';
import { describeFinding } from '../../../../src/core/workflow/describeFinding.ts';
import { examineMachine, type Finding } from '../../../../src/core/workflow/examineMachine.ts';
import { MemoryFiles } from '../../../support/memoryFiles.ts';
import { fakeEngine, workflowWorld } from '../../../support/workflowWorld.ts';

/** A git that answers, or that is not there. */
function gitThat(exitCode: number, stdout: string): ProcessRunner & { readonly requests: ProcessRequest[] } {
  const requests: ProcessRequest[] = [];
  return {
    requests,
    run: async (request) => {
      requests.push(request);
      return { exitCode, stdout, stderr: '' };
    },
  };
}

interface Case {
  readonly files?: MemoryFiles;
  readonly programs?: ProcessRunner;
  readonly versions?: readonly string[];
}

async function findings({ files = new MemoryFiles({}), programs = gitThat(0, 'git version 2.51.0\n'), versions = ['2', '1'] }: Case = {}) {
  const engines = [
    { ...fakeEngine, versions: async () => versions },
    { ...fakeEngine, id: 'flutter' as const, platforms: ['android', 'ios'] as const, versions: async () => ['3.38.0'] },
  ];
  const workflow = workflowWorld(files, { engines });
  return { found: await examineMachine({ workflow, programs, projectFolders: ['/app'], nodeVersion: '24.1.0' }), workflow };
}

const shown = (finding: Finding): string => {
  const { isRight, isNeeded } = finding;
  const { name, says } = describeFinding(finding);
  return `${isRight ? 'right' : 'wrong'}, ${isNeeded ? 'needed' : 'not needed'}: ${name}: ${says}`;
};

describe('what a machine has', () => {
  it('is listed when everything is there', async () => {
    const files = new MemoryFiles({ '/home/user/debug.p12': utf8('key') });
    const { found, workflow } = await findings({ files });
    deepStrictEqual(found.map(shown), [
      'right, needed: Node: 24.1.0',
      'right, needed: engine web: version 2, 1, builds for android',
      'right, not needed: engine flutter: version 3.38.0, builds for android, ios',
      'right, not needed: git: git version 2.51.0',
      'right, needed: user folder: /home/user',
      'right, not needed: debug key: /home/user/debug.p12',
    ]);
    deepStrictEqual(workflow.userFolder, '/home/user');
    // The file of the trial is gone.
    deepStrictEqual(files.paths(), ['/home/user/debug.p12']);
  });

  it('is listed when nothing is there', async () => {
    class ReadOnlyFiles extends MemoryFiles {
      override async writeFile(path: string): Promise<void> {
        throw Failure.of('file-unwritable', { path, reason: 'the disk is full' });
      }
    }
    const { found } = await findings({ files: new ReadOnlyFiles({}), programs: gitThat(127, 'not found'), versions: [] });
    deepStrictEqual(found.map(shown), [
      'right, needed: Node: 24.1.0',
      'wrong, needed: engine web: not available here',
      'right, not needed: engine flutter: version 3.38.0, builds for android, ios',
      'wrong, not needed: git: not found: packages are recorded without a commit',
      'wrong, needed: user folder: The file /home/user/doctor.txt cannot be written: the disk is full',
      'wrong, not needed: debug key: created with the first debug package',
    ]);
  });

  it('has no debug key where a folder has its name', async () => {
    const { found } = await findings({ files: new MemoryFiles({ '/home/user/debug.p12/x': utf8('') }) });
    deepStrictEqual(found.map(shown).at(-1), 'wrong, not needed: debug key: created with the first debug package');
  });

  it('is asked of git without waiting long', async () => {
    const programs = gitThat(0, '');
    await findings({ programs });
    deepStrictEqual(programs.requests, [{ command: 'git', args: ['--version'], timeoutMs: 5000, notFrom: ['/app'] }]);
  });

  it('is looked for again each time', async () => {
    const versions = ['1'];
    const engine = { ...fakeEngine, versions: async () => [...versions] };
    const workflow = workflowWorld(new MemoryFiles({}), { engines: [engine], machine: new MachineFacts() });
    const look = async (): Promise<string | undefined> =>
      (await examineMachine({ workflow, programs: gitThat(0, ''), projectFolders: ['/app'], nodeVersion: '24' })).map(shown)[1];
    const before = await look();
    versions.unshift('2');
    deepStrictEqual(
      [before, await look()],
      ['right, needed: engine web: version 1, builds for android', 'right, needed: engine web: version 2, 1, builds for android'],
    );
  });

  it('lists its tools, or what each would be for', async () => {
    const whole = {
      jdks: [
        { version: '21.0.5', home: '/jdk' },
        { version: '17.0.1', home: '/old' },
      ],
      androidSdk: { platforms: ['36', '35'], buildTools: ['36.0.0', '35.0.0'], path: '/sdk' },
      gradle: { version: '9.1', program: '/bin/gradle' },
      nodes: [{ version: '24.1.0', program: '/bin/node' }, { program: '/old/node' }],
      flutters: [{ version: '3.38.0', path: '/flutter' }, { path: '/other' }],
      dotnet: { sdks: ['10.0.1', '9.0.0'], workloads: new Set(['maui-android']), program: '/bin/dotnet' },
      program: '/bin/cargo',
      xcodes: [{ version: '26.1', developerFolder: '/Xcode.app' }, { developerFolder: '/Beta.app' }],
    };
    const none = {
      jdks: [],
      androidSdk: undefined,
      gradle: undefined,
      nodes: [],
      flutters: [],
      dotnet: undefined,
      program: undefined,
      xcodes: [],
    };
    const tools = async (answers: Readonly<Record<string, unknown>>): Promise<readonly string[]> => {
      const toolchains = Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, async () => answer]));
      const machine = Object.assign(new MachineFacts(), { toolchains: { ...toolchains, renew: () => undefined } as unknown as Toolchains });
      const workflow = workflowWorld(new MemoryFiles({}), { machine });
      const found = await examineMachine({ workflow, programs: gitThat(0, ''), projectFolders: ['/app'], nodeVersion: '24' });
      return found.filter(({ kind }) => kind === 'tool').map(shown);
    };
    deepStrictEqual(await tools(whole), [
      'right, not needed: JDK: 21.0.5 (/jdk), 17.0.1 (/old)',
      'right, not needed: Android SDK: API 36, 36.0.0 (/sdk)',
      'right, not needed: Gradle: 9.1 (/bin/gradle)',
      'right, not needed: Node: 24.1.0 (/bin/node), ? (/old/node)',
      'right, not needed: Flutter: 3.38.0 (/flutter), ? (/other)',
      'right, not needed: .NET SDK: 10.0.1, maui-android (/bin/dotnet)',
      'right, not needed: Rust: /bin/cargo',
      'right, not needed: Xcode: 26.1 (/Xcode.app), ? (/Beta.app)',
    ]);
    deepStrictEqual((await tools({ ...whole, gradle: { program: '/bin/gradle' } }))[2], 'right, not needed: Gradle: ? (/bin/gradle)');
    const bare = { sdks: ['10.0.1'], workloads: new Set(), program: '/bin/dotnet' };
    deepStrictEqual(
      (await tools({ ...whole, dotnet: bare }))[5],
      'wrong, not needed: .NET SDK: 10.0.1 (/bin/dotnet), without a workload that builds for phones',
    );
    deepStrictEqual(await tools(none), [
      'wrong, not needed: JDK: not found: needed for native Android projects',
      'wrong, not needed: Android SDK: not found: needed for native Android projects',
      'wrong, not needed: Gradle: not found: needed for Android projects without a wrapper',
      'wrong, not needed: Node: not found: needed for React Native, Expo, Capacitor, Cordova and NativeScript',
      'wrong, not needed: Flutter: not found: needed for Flutter',
      'wrong, not needed: .NET SDK: not found: needed for .NET MAUI',
      'wrong, not needed: Rust: not found: needed for Tauri',
      'wrong, not needed: Xcode: not found: needed for building iOS projects, on a Mac',
    ]);
  });

  it('says for each platform whether the engines of projects have their tools', async () => {
    const shownEngines = async (has: readonly ToolName[]): Promise<readonly string[]> => {
      const there = (tool: ToolName, answer: unknown): unknown => (has.includes(tool) ? answer : Array.isArray(answer) ? [] : undefined);
      const answers = {
        jdks: there('JDK', [{ version: '21', home: '/jdk' }]),
        androidSdk: there('Android SDK', { platforms: [], buildTools: [], path: '/sdk' }),
        gradle: undefined,
        nodes: [],
        flutters: there('Flutter', [{ path: '/flutter' }]),
        dotnet: undefined,
        program: undefined,
        xcodes: there('Xcode', [{ developerFolder: '/Xcode.app' }]),
      };
      const toolchains = Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, async () => answer]));
      const machine = Object.assign(new MachineFacts(), { toolchains: { ...toolchains, renew: () => undefined } as unknown as Toolchains });
      const project = { ...fakeEngine, versions: async () => [], projectVersion: async () => '1' };
      const engines: readonly Engine[] = [
        { ...project, id: 'flutter', platforms: ['android', 'ios'], tools: ['Flutter', 'JDK', 'Android SDK'] },
        { ...project, id: 'tauri', platforms: ['android', 'ios'], tools: ['Rust', 'JDK', 'Android SDK'] },
        { ...project, id: 'xcode', platforms: ['ios'], tools: ['Xcode'] },
      ];
      const workflow = workflowWorld(new MemoryFiles({}), { machine, engines });
      const found = await examineMachine({ workflow, programs: gitThat(0, ''), projectFolders: ['/app'], nodeVersion: '24' });
      return found.filter(({ kind }) => kind === 'engine').map(shown);
    };
    const [all, mac] = ['version of the project, builds for android, ios', 'version of the project, builds for ios'];
    const none = 'tools are missing, see below';
    const engine = (isRight: boolean, id: string, says: string): string =>
      `${isRight ? 'right' : 'wrong'}, not needed: engine ${id}: ${says}`;
    deepStrictEqual(await shownEngines(['Flutter', 'JDK', 'Android SDK', 'Xcode']), [
      engine(true, 'flutter', all),
      engine(true, 'xcode', mac),
      engine(false, 'tauri', none),
    ]);
    deepStrictEqual(await shownEngines(['Flutter', 'Xcode']), [
      engine(true, 'flutter', mac),
      engine(true, 'xcode', mac),
      engine(false, 'tauri', none),
    ]);
    deepStrictEqual(await shownEngines(['Flutter']), [
      engine(false, 'flutter', none),
      engine(false, 'tauri', none),
      engine(false, 'xcode', none),
    ]);
  });

  it('says what was thrown, whatever it is', () => {
    const says = (error: unknown): string =>
      describeFinding({ kind: 'user-folder', path: '/x', error, isRight: false, isNeeded: true }).says;
    deepStrictEqual([says(new Error('denied')), says('no'), says(undefined)], ['denied', 'no', '/x']);
  });
});
