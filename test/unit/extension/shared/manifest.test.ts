import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { isNode, walk, type SyntaxNode } from '../../../../scripts/layers/syntaxNode.ts';
import { isManifestCurrent } from '../../../../scripts/manifest/manifestFile.ts';
import { projectRoot } from '../../../../scripts/steps/projectRoot.ts';

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const manifestText = read('package.json');
const manifest = JSON.parse(manifestText) as Manifest;
const strings = JSON.parse(read('package.nls.json')) as Record<string, string>;
const { contributes } = manifest;

interface Manifest {
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category?: string;
      readonly icon?: string;
      readonly enablement?: string;
    }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string; readonly group?: string }[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly customEditors: readonly { readonly viewType: string }[];
    readonly taskDefinitions: readonly { readonly type: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
    readonly languageModelTools: readonly { readonly name: string; readonly inputSchema: object }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly media: { readonly svg: string }; readonly completionEvents: readonly string[] }[];
    }[];
  };
}

/** What each command has to do with trust. Those that need none have the reason. */
const trustOfCommands: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ['createPackage', 'createAndroidPackage', 'createIosPackage', 'createPackageFromLastBuild', 'rebuildClean', 'chooseToolchain'],
      ['buildAndCreatePackage', 'setUpApp', 'packageFolder', 'importSettings', 'removePasswordsFromFiles', 'previewInBrowser'],
      [
        'installOnDevice',
        'showDevices',
        'showDeviceLog',
        'uninstallFromDevice',
        'signPackage',
        'resignPackage',
        'resignForNewDevices',
        'evaluateProject',
        'generateCiWorkflow',
        'createKeystore',
      ],
      ['exportUploadCertificate', 'copyCertificateFingerprints', 'recoverKeystore', 'requestCertificate', 'combineCertificate'],
      ['makeCompatibleCopy', 'setPassword', 'startSharing', 'shareOverHttps', 'startServer', 'publishToStore', 'renewProfile'],
      ['createAppleCertificate', 'createProfile'],
      ['releasePackage'],
    ]
      .flat()
      .map((name) => [name, 'needs trust']),
  ),
  ...Object.fromEntries(
    ['cancelPackage', 'stopPreview', 'stopSharing', 'stopServer'].map((name) => [name, 'only ends what was started with trust']),
  ),
  ...Object.fromEntries(
    ['applyImportedSettings', 'dismissImportedSettings'].map((name) => [name, 'answers a comparison that importSettings opened']),
  ),
  ...Object.fromEntries(
    ['selectTarget', 'configureSettings', 'validateApp', 'refreshApps', 'filterPackages', 'clearPackageFilter', 'showBuildPlan'].map(
      (name) => [name, 'reads the project through the confined file system and starts nothing'],
    ),
  ),
  ...Object.fromEntries(
    [
      'showInstallQrCode',
      'copyInstallationLink',
      'revealPackage',
      'inspectPackage',
      'showPackageLog',
      'explainBuildLog',
      'openSigningAsset',
    ].map((name) => [name, 'shows what is there; what it offers beyond that asks for trust itself']),
  ),
  downloadPackageAs: 'copies a package to where the person says',
  deletePackage: 'moves to the trash what the person chose, within the project',
  forgetPasswords: 'only takes away',
  doctor: 'looks at the machine, and says what Restricted Mode keeps',
  openWalkthrough: 'opens a page of the extension',
  ...Object.fromEntries(
    [
      ['connectServer', 'disconnectServer', 'openPortal', 'refreshReleases', 'connectStore', 'disconnectStore', 'showStoreStatus'],
      ['changeStoreRelease', 'showBetaFeedback', 'releaseAgain', 'editReleaseNotes', 'addDestination', 'removeDestination'],
      ['enableRelease', 'disableRelease', 'deleteRelease', 'newGroup', 'deleteGroup', 'addTesters', 'removeTester', 'openInstallPage'],
      ['copyReleaseLink', 'createLimitedLink', 'withdrawLink', 'registerDevices', 'dismissDevice', 'showFeedback', 'resolveFeedback'],
    ]
      .flat()
      .map((name) => [name, 'speaks with a server or a store that the person connected, about nothing of the project']),
  ),
};

const commandIds = contributes.commands.map(({ command }) => command);

/** Every module of the extension, parsed. */
const modules = new Map(
  globSync('src/extension/**/*.ts', { cwd: projectRoot })
    .filter((path) => !path.endsWith('manifest.ts'))
    .map((path) => [path, [...walk(parseSync(path, read(path)).program)]]),
);
const nodes = [...modules.values()].flat();

/** The literal first arguments of every call of a method with this name, of whatever object. */
function firstArguments(name: string): string[] {
  return nodes.flatMap((node) => {
    const argument = argumentOfCall(node, name);
    const value = literalOf(argument);
    return value === undefined ? [] : [value];
  });
}

function argumentOfCall(node: SyntaxNode, name: string): unknown {
  const { callee } = node;
  if (node['type'] !== 'CallExpression' || !isNode(callee) || !Array.isArray(node['arguments'])) return undefined;
  const called = callee['type'] === 'MemberExpression' ? callee['property'] : callee;
  const given: readonly unknown[] = node['arguments'];
  return isNode(called) && called['name'] === name ? given[0] : undefined;
}

function literalOf(node: unknown): string | undefined {
  return isNode(node) && node['type'] === 'Literal' && typeof node['value'] === 'string' ? node['value'] : undefined;
}

/**
 * Commands registered in a loop over a table: `for (const [id, …] of [['a', …], …]) registry.register(id, …)`, or over the last parts of
 * their names.
 */
function loopedCommands(): string[] {
  return nodes
    .filter((node) => node['type'] === 'ForOfStatement' && [...walk(node['body'])].some((inner) => argumentOfCall(inner, 'register')))
    .flatMap((node) => [...walk(node['right'])])
    .flatMap((node) => (node['type'] === 'ArrayExpression' && Array.isArray(node['elements']) ? [node['elements']] : []))
    .flatMap((elements) => {
      const first = literalOf(elements[0]);
      return first?.startsWith('mobileDistribution.') === true ? [first] : elements.map((each) => `mobileDistribution.${literalOf(each)}`);
    })
    .filter((id) => commandIds.includes(id));
}

describe('package.json and the code of the extension', () => {
  it('have every command in both, registered once', () => {
    const registered = [...firstArguments('register').filter((id) => id.startsWith('mobileDistribution.')), ...loopedCommands()].sort();
    deepStrictEqual(registered, [...commandIds].sort());
  });

  it('have every view, editor, task type and tool in both', () => {
    const views = Object.values(contributes.views).flatMap((each) => each.map(({ id }) => id));
    const literals = new Set(nodes.map((node) => literalOf(node)));
    for (const id of views) ok(literals.has(id), id);
    for (const { viewType } of contributes.customEditors) ok(literals.has(viewType), viewType);
    for (const { type } of contributes.taskDefinitions) ok(literals.has(type), type);
    for (const { name } of contributes.languageModelTools) ok(literals.has(name), name);
  });

  it('tick no step of the walkthrough for a command that was only started', () => {
    const events = contributes.walkthroughs.flatMap(({ steps }) => steps.flatMap(({ completionEvents }) => completionEvents));
    deepStrictEqual(
      events.filter((event) => event.startsWith('onCommand:')),
      [],
    );
  });

  it('offer a command in the palette only where it works', () => {
    // These work in every window, or are disabled where they do not.
    const everywhere = new Set([
      'inspectPackage',
      'signPackage',
      'explainBuildLog',
      'doctor',
      'openWalkthrough',
      'forgetPasswords',
      'startSharing',
      'shareOverHttps',
      'stopSharing',
      'cancelPackage',
      'connectServer',
      'releasePackage',
      'connectStore',
      'disconnectStore',
      'publishToStore',
      'showStoreStatus',
      'renewProfile',
    ]);
    const limited = new Set((contributes.menus['commandPalette'] ?? []).filter(({ when }) => when).map(({ command }) => command));
    deepStrictEqual(
      commandIds.filter((id) => !limited.has(id) && !everywhere.has(id.replace('mobileDistribution.', ''))),
      [],
    );
  });

  it('let no command work in Restricted Mode that needs trust, and have a reason for each of the others', () => {
    const isGuarded = (enablement = ''): boolean => enablement.split(' && ').includes('isWorkspaceTrusted');
    const needs = (command: string): string => trustOfCommands[command.replace('mobileDistribution.', '')] ?? 'not in the table';
    deepStrictEqual(
      Object.keys(trustOfCommands).filter((name) => !commandIds.includes(`mobileDistribution.${name}`)),
      [],
    );
    for (const { command, enablement } of contributes.commands) {
      strictEqual(needs(command) === 'not in the table', false, `${command} needs a row: needs trust, or why not`);
      strictEqual(isGuarded(enablement), needs(command) === 'needs trust', `${command}: ${needs(command)}`);
    }
  });

  it('set every context key that a clause asks for', () => {
    const generated = read('src/extension/shared/manifest.ts');
    const union = /export type ContextKey =([^;]*);/.exec(generated)?.[1] ?? '';
    const keys = [...union.matchAll(/'([^']+)'/g)].map((found) => found[1] ?? '');
    ok(keys.length > 0);
    const set = new Set(firstArguments('setContext'));
    deepStrictEqual(
      keys.filter((key) => !set.has(key)),
      [],
    );
  });

  it('read every setting that is contributed', () => {
    const readNames = new Set(firstArguments('readSetting').map((name) => `mobileDistribution.${name}`));
    deepStrictEqual([...readNames].sort(), Object.keys(contributes.configuration.properties).sort());
  });

  it('agree about the generated module', () => {
    ok(isManifestCurrent(), 'src/extension/shared/manifest.ts is out of date; npm run build writes it anew');
  });

  it('contain no id of a command that does not exist', () => {
    const known = new Set([...commandIds, ...Object.values(contributes.views).flatMap((each) => each.map(({ id }) => id))]);
    const others = new Set([
      ...contributes.customEditors.map(({ viewType }) => viewType),
      ...firstArguments('setContext'),
      ...firstArguments('createStatusBarItem'),
      'mobileDistribution.install',
    ]);
    const unknown = nodes
      .map((node) => literalOf(node))
      .filter((value): value is string => value !== undefined && /^mobileDistribution\.\w+$/.test(value))
      .filter((value) => !known.has(value) && !others.has(value));
    deepStrictEqual([...new Set(unknown)], []);
  });
});

describe('package.json', () => {
  it('takes every string for people from package.nls.json, and none in vain', () => {
    const used = [...manifestText.matchAll(/"%([^%"]+)%"/g)].map((found) => found[1] ?? '');
    deepStrictEqual([...new Set(used)].sort(), Object.keys(strings).sort());
    for (const [key, text] of Object.entries(strings)) ok(text.trim() === text && text !== '', key);
  });

  it('names commands in menus, links and events that exist', () => {
    const named = [
      ...Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command)),
      ...[...JSON.stringify(strings).matchAll(/\(command:([\w.]+)/g)].map((found) => found[1] ?? ''),
      ...contributes.walkthroughs
        .flatMap(({ steps }) => steps.flatMap(({ completionEvents }) => completionEvents))
        .flatMap((event) => (event.startsWith('onCommand:') ? [event.slice('onCommand:'.length)] : [])),
    ];
    const ours = named.filter((command) => !command.startsWith('workbench.'));
    deepStrictEqual(
      ours.filter((command) => !commandIds.includes(command)),
      [],
    );
  });

  it('puts every command under the one category', () => {
    for (const { command, category } of contributes.commands) strictEqual(category, 'Mobile Distribution', command);
  });

  it('names pictures that are there', () => {
    const pictures = [...manifestText.matchAll(/"(media\/[^"]+\.(?:svg|png))"/g)].map((found) => found[1] ?? '');
    ok(pictures.length >= 6);
    for (const path of pictures) ok(existsSync(join(projectRoot, path)), path);
  });

  it('has walkthrough pictures that VS Code can colour', () => {
    for (const { steps } of contributes.walkthroughs)
      for (const { media } of steps) {
        const picture = read(media.svg);
        // Style sheets and style attributes do not pass the policy of the page they are shown in.
        ok(!/<style|\sstyle=|<script|href=/.test(picture), media.svg);
        match(picture, /var\(--vscode-/);
      }
  });

  it('offers for several packages in the tree only what is done with several', () => {
    const ofPackages = (contributes.menus['view/item/context'] ?? []).filter(({ when = '' }) => when.includes('kind=package'));
    const inMenu = ofPackages.filter(({ group = '', when = '' }) => !group.startsWith('inline') && !when.includes('!listMultiSelection'));
    deepStrictEqual(
      inMenu.map(({ command }) => command),
      ['mobileDistribution.inspectPackage', 'mobileDistribution.deletePackage'],
    );
  });

  it('wakes the extension only where it can work', () => {
    for (const event of manifest.activationEvents)
      match(event, /^(workspaceContains:.+|onTaskType:mobile-distribution|onWebviewPanel:mobileDistribution\.\w+)$/);
  });

  it('says of every tool what it takes', () => {
    for (const { name, inputSchema } of contributes.languageModelTools) {
      ok('additionalProperties' in inputSchema && inputSchema.additionalProperties === false, name);
      ok(!/passw|secret/i.test(JSON.stringify(inputSchema)), name);
    }
  });
});
