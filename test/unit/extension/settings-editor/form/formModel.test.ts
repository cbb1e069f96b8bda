import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { type Issue } from '../../../../../src/core/base/issue.ts';
import { AppChecker } from '../../../../../src/extension/app/checks/appChecker.ts';
import { type FormInput, type PlatformState } from '../../../../../src/extension/settings-editor/form/formInput.ts';
import { type FieldRow } from '../../../../../src/extension/settings-editor/form/formFields.ts';
import { buildForm } from '../../../../../src/extension/settings-editor/form/formModel.ts';
import { type FormWords } from '../../../../../src/extension/settings-editor/form/formWords.ts';
import { type SigningFacts } from '../../../../../src/extension/settings-editor/form/formInput.ts';
import { packageSettingsChannel, type FieldId, type FormField } from '../../../../../src/protocol/packageSettingsProtocol.ts';
import { settingsModel } from '../../../../../src/core/settings/settingsModel.ts';
import { type ObjectField } from '../../../../../src/core/settings/settingsField.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { workflowWorld } from '../../../../support/workflowWorld.ts';

/** Every word is its own name with what it was given: `codeRange(1.2.0, 7, 8, 2100000000)`. */
function plainWords(): FormWords {
  const named = (name: string): unknown => {
    const word = (...args: readonly unknown[]) =>
      `${name}(${args.map((arg) => (typeof arg === 'object' ? JSON.stringify(arg) : String(arg))).join(', ')})`;
    return Object.assign(word, { toString: () => name });
  };
  const table = (name: string) => new Proxy({}, { get: (_, key) => `${name}.${String(key)}` });
  const texts = new Set([
    'goToLine',
    'importSettings',
    'onlyKey',
    'onlyIdentity',
    'identityLocked',
    'newestEngine',
    'lastUsed',
    'foundHere',
    'noPackageYet',
    'appTitle',
    'inRestrictedMode',
    'restrictedRemedy',
    'aliasLocked',
    'keyPasswordNotNeeded',
    'keyPasswordWaits',
    'passwordNeedsFile',
    'storedPassword',
    'missingPassword',
    'lostPassword',
    'debugNeedsNoKey',
    'debugNeedsNoPassword',
    'on',
    'off',
  ]);
  return new Proxy({} as FormWords, {
    get: (_, key) => {
      const name = String(key);
      if (['platforms', 'strings'].includes(name)) return table(name);
      if (name === 'field') return ({ id }: FieldRow) => ({ label: `labels.${id}`, description: `descriptions.${id}` });
      if (name === 'choice') return (_field: unknown, choice: string) => `buildTypes.${choice}`;
      if (name === 'issueText') return ({ message, remedy }: Issue) => ({ message, remedy });
      if (name === 'from') return ({ kind }: { kind: string }) => `from ${kind}`;
      if (name === 'fixTitle')
        return (action: { kind: string; path?: string[]; value?: unknown; command?: string }) =>
          [action.kind, action.path?.join('.'), action.value ?? action.command].filter(Boolean).join(' ');
      return texts.has(name) ? name : named(name);
    },
  });
}

const noKey: SigningFacts = { passwords: { asset: 'missing', key: 'missing' } };
const openKeystore = (...aliases: string[]): SigningFacts => ({
  passwords: { asset: 'stored', key: 'missing' },
  asset: { isThere: true, isOpen: true, aliases, validity: 'valid' },
});

const record = (versionCode: number, version: string) =>
  `${JSON.stringify({ id: `000000000000000${versionCode}`, platform: 'android', buildType: 'release', name: 'Hello', appIdentifier: 'com.acme.hello', version, versionCode, engine: 'web', engineVersion: '1', createdAt: '2026-11-20T10:00:00Z', createdBy: 'A', sha256: 'a'.repeat(64), sizeBytes: 1, path: 'x.apk' })}\n`;

interface Given {
  readonly settings: string;
  readonly files?: Readonly<Record<string, string | undefined>>;
  readonly signing?: SigningFacts;
  readonly identityNames?: readonly string[];
  readonly input?: Partial<FormInput>;
}

function withoutAbsent(files: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])));
}

async function build({ settings, files = {}, signing = noKey, identityNames = [], input = {} }: Given) {
  const memory = new MemoryFiles(withoutAbsent({ '/app/mobile-distribution.json': settings, '/app/www/index.html': '', ...files }));
  const world = workflowWorld(memory);
  const checker = new AppChecker({ loadWorld: async () => world, unsaved: () => undefined, passwords: { ask: async () => undefined } });
  const checked = await checker.check('/app', new AbortController().signal, { mayAsk: false });
  const platforms: Partial<Record<'android' | 'ios', PlatformState>> = {};
  for (const [platform, validation] of checked.platforms) {
    const assets = validation.signing?.platform === 'ios' ? { ...validation.signing, identityNames } : validation.signing;
    platforms[platform] = { validation: { ...validation, signing: assets }, signing };
  }
  const built = buildForm({
    words: plainWords(),
    path: 'mobile-distribution.json',
    text: settings,
    app: checked.app,
    issues: checked.issues,
    near: checked.near,
    platforms,
    engineVersions: new Map([['web', ['2', '1']]]),
    toolVersions: new Map(),
    importable: [],
    isDirty: false,
    isTrusted: true,
    isWritable: true,
    runs: [],
    ...input,
  });
  // What the page would refuse must not be built.
  ok(packageSettingsChannel.events.form.safeParse(built.form).success);
  const field = (id: FieldId): FormField | undefined => built.form.sections.flatMap(({ fields }) => fields).find((each) => each.id === id);
  return { ...built, field, issues: checked.issues };
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Of every field of the settings, and of every object of fields. */
function pathsOf({ fields }: ObjectField, parent: readonly string[] = []): readonly (readonly string[])[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const path = [...parent, name];
    return [path, ...(field.type === 'object' ? pathsOf(field, path) : [])];
  });
}

function withValue(base: JsonObject, [name = '', ...rest]: readonly string[], value: unknown): JsonObject {
  const inner = base[name];
  const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
  return { ...base, [name]: rest.length === 0 ? value : withValue(isObject ? { ...inner } : {}, rest, value) };
}

const release = (fields = '') =>
  `{ "name": "Hello", "version": "1.2.0", "web": { "webDir": "www" }, "android": { "appIdentifier": "com.acme.hello", "buildType": "release"${fields} } }`;

describe('buildForm', () => {
  it('offers the tools that build the app, and proposes what built the last package', async () => {
    const none = await build({ settings: release() });
    strictEqual(none.field('app.jdk'), undefined);
    const toolVersions = new Map([['jdk', ['21.0.3', '17.0.15']]]);
    const found = (await build({ settings: release(), input: { toolVersions } })).field('app.jdk');
    deepStrictEqual([found?.value, found?.origin, found?.control.kind], ['21.0.3', 'foundHere', 'choice']);
    const before = record(1, '1.0.0').replace('"engine":"web"', '"engine":"gradle","tools":{"JDK":"17.0.15"}');
    const used = await build({
      settings: release(),
      files: { '/app/.mobile-distribution/packages.jsonl': before },
      input: { toolVersions },
    });
    deepStrictEqual([used.field('app.jdk')?.value, used.field('app.jdk')?.origin], ['17.0.15', 'lastUsed']);
    // What the settings name is shown whether or not anything needs it.
    const named = await build({ settings: release().replace(/ }$/, ', "tools": { "node": "22" } }') });
    deepStrictEqual([named.field('app.node')?.own, named.field('app.jdk')], ['22', undefined]);
  });

  it('prefills a first use and says where each value came from', async () => {
    const { field, form } = await build({ settings: '{}', files: { '/app/package.json': '{ "name": "hello", "version": "3.1.0" }' } });
    deepStrictEqual(
      [field('app.version')?.value, field('app.version')?.origin, field('app.version')?.own],
      ['3.1.0', 'from package-json', ''],
    );
    deepStrictEqual([field('android.versionCode')?.value, field('android.versionCode')?.origin], ['1', 'from default']);
    deepStrictEqual([field('app.webDir')?.value, field('app.webDir')?.isRequired], ['www', true]);
    deepStrictEqual(
      form.sections.map(({ id, isPresent }) => [id, isPresent]),
      [
        ['app', true],
        ['ios', false],
        ['android', true],
      ],
    );
  });

  it('says in labels that are in several sections which platform they are of', async () => {
    const field: FormWords['field'] = ({ id }) => ({ label: id.replace(/^.*\./, ''), description: '' });
    const words = new Proxy(plainWords(), { get: (all, name) => (name === 'field' ? field : Reflect.get(all, name)) });
    const both = await build({ settings: '{ "android": {}, "ios": {} }', input: { words } });
    deepStrictEqual(
      (['app.version', 'android.version', 'ios.version', 'ios.certificate'] as const).map((id) => both.field(id)?.label),
      ['version', 'labelOnPlatform(version, platforms.android)', 'labelOnPlatform(version, platforms.ios)', 'certificate'],
    );
    const alone = await build({ settings: '{ "android": {} }', input: { words } });
    deepStrictEqual(alone.field('android.buildType')?.label, 'buildType');
  });

  it('offers a remedy once next to a field, whatever number of issues it would fix', async () => {
    const { form } = await build({
      settings: '{ "android": {}, "ios": { "provisioningProfile": "a.mobileprovision", "certificate": "b.p12" } }',
    });
    for (const { fields } of form.sections)
      for (const { issues } of fields) {
        const titles = issues.flatMap(({ fixes }) => fixes.map(({ id }) => id));
        deepStrictEqual(titles, [...new Set(titles)]);
      }
  });

  it('says nothing of the origin of a value that was written into the field', async () => {
    const { field } = await build({ settings: release() });
    deepStrictEqual([field('app.version')?.own, field('app.version')?.origin], ['1.2.0', '']);
    deepStrictEqual(
      [field('android.version')?.own, field('android.version')?.value, field('android.version')?.origin],
      ['', '1.2.0', 'from settings'],
    );
  });

  it('shows the allowed range after the last package, and the next code as the remedy', async () => {
    const { field, fixes } = await build({
      settings: release(', "versionCode": 7'),
      files: { '/app/.mobile-distribution/packages.jsonl': record(7, '1.2.0') },
    });
    const code = field('android.versionCode');
    strictEqual(code?.hint, 'codeRange(1.2.0, 7, 8, 2100000000)');
    deepStrictEqual(
      code?.issues.map(({ severity, fixes: buttons, remedy }) => [severity, buttons.map(({ title }) => title), remedy]),
      [['warning', ['use(8)'], '']],
    );
    deepStrictEqual(fixes.get(code?.issues[0]?.fixes[0]?.id ?? ''), {
      kind: 'fix',
      action: { kind: 'set', path: ['android', 'versionCode'], value: 8 },
      platform: 'android',
    });
    strictEqual(field('android.version')?.hint, 'versionRange(1.2.0, 7)');
  });

  it('asks for no key and no password of a debug package', async () => {
    const { field } = await build({ settings: '{ "android": { "appIdentifier": "com.acme.hello" } }' });
    for (const id of ['android.keystore', 'android.keystorePassword', 'android.keyAlias', 'android.keyPassword'] as const)
      deepStrictEqual([field(id)?.isRequired, field(id)?.issues], [false, []]);
    strictEqual(field('android.keystore')?.hint, 'debugNeedsNoKey');
  });

  it('asks for a keystore of a release package', async () => {
    const { field } = await build({ settings: release() });
    strictEqual(field('android.keystore')?.isRequired, true);
    deepStrictEqual(
      field('android.keystore')?.issues.map(({ fixes }) => fixes.map(({ title }) => title)),
      [['createKeystore', 'set android.buildType debug']],
    );
    deepStrictEqual(field('android.keystorePassword')?.control, {
      kind: 'password',
      state: 'missing',
      text: 'passwordNeedsFile',
      canSet: false,
    });
  });

  it('offers the aliases of an open keystore as a list', async () => {
    const settings = release(', "keystore": "a.p12"');
    const two = await build({ settings, files: { '/app/a.p12': 'x' }, signing: openKeystore('upload', 'other') });
    const alias = two.field('android.keyAlias');
    deepStrictEqual(alias?.control.kind === 'choice' && alias.control.choices.map(({ value }) => value), ['upload', 'other']);
    strictEqual(alias?.isRequired, true);
    const one = await build({ settings, files: { '/app/a.p12': 'x' }, signing: openKeystore('upload') });
    deepStrictEqual(
      [one.field('android.keyAlias')?.value, one.field('android.keyAlias')?.origin, one.field('android.keyAlias')?.isRequired],
      ['upload', 'onlyKey', false],
    );
  });

  it('keeps an alias that is not in the keystore, and says so', async () => {
    const { field } = await build({
      settings: release(', "keystore": "a.p12", "keyAlias": "gone"'),
      files: { '/app/a.p12': 'x' },
      signing: openKeystore('upload', 'other'),
    });
    const control = field('android.keyAlias')?.control;
    deepStrictEqual(control?.kind === 'choice' && control.choices.at(-1), { value: 'gone', label: 'notInKeystore(gone)', description: '' });
  });

  it('offers the identities of an open certificate as a list, and keeps a name that is not among them', async () => {
    const identityField = async (names: readonly string[], written = '') => {
      const settings = `{ "ios": { "certificate": "a.p12"${written === '' ? '' : `, "certificateIdentity": "${written}"`} } }`;
      const { field } = await build({ settings, files: { '/app/a.p12': 'x' }, signing: openKeystore(), identityNames: names });
      return field('ios.certificateIdentity');
    };
    const two = await identityField(['Jane', 'Acme']);
    deepStrictEqual(two?.control.kind === 'choice' && two.control.choices.map(({ label }) => label), ['Jane', 'Acme']);
    strictEqual(two?.isRequired, false);
    const one = await identityField(['Jane']);
    deepStrictEqual([one?.value, one?.origin], ['Jane', 'onlyIdentity']);
    const gone = await identityField(['Jane', 'Acme'], 'Gone');
    deepStrictEqual(gone?.control.kind === 'choice' && gone.control.choices.at(-1), { value: 'Gone', label: 'Gone', description: '' });
    strictEqual((await identityField([]))?.hint, 'identityLocked');
  });

  it('requires the assets of iOS and names those that are not there', async () => {
    const { field } = await build({
      settings: '{ "ios": { "appIdentifier": "com.acme.hello", "certificate": "gone.p12" } }',
      signing: { ...noKey, asset: { isThere: false, isOpen: false, aliases: [] } },
    });
    deepStrictEqual(
      field('ios.certificate')?.issues.map(({ message }) => message),
      ['Certificate not found: gone.p12'],
    );
    deepStrictEqual(
      field('ios.provisioningProfile')?.issues.map(({ message }) => message),
      ['No provisioning profile is set, and packages of build type development require one'],
    );
    strictEqual(field('ios.engine')?.issues.length, 1);
  });

  it('shows a value of another type, with its issue', async () => {
    const { field } = await build({ settings: release(', "versionCode": "12a"') });
    deepStrictEqual([field('android.versionCode')?.own, field('android.versionCode')?.issues[0]?.severity], ['12a', 'error']);
  });

  it('tells an issue of both platforms once', async () => {
    const { form } = await build({
      settings:
        '{ "version": "x", "web": { "webDir": "www" }, "android": { "appIdentifier": "com.acme.hello" }, "ios": { "appIdentifier": "com.acme.hello" }, "unknown": 1 }',
    });
    strictEqual(form.issues.filter(({ message }) => message.includes('unknown')).length, 1);
    deepStrictEqual(
      form.issues.find(({ message }) => message.includes('unknown'))?.fixes.map(({ title }) => title),
      ['remove unknown'],
    );
  });

  it('settings-syntax: locks the form, tells the line and nothing else', async () => {
    const { form } = await build({ settings: '{\n  "name": "Hello",\n  "android": { "appIdentifier": }\n}' });
    deepStrictEqual([form.isEditable, form.canCreate], [false, false]);
    deepStrictEqual(
      form.issues.map(({ remedy, fixes }) => [remedy, fixes.map(({ title }) => title)]),
      [['brokenRemedy(3)', ['goToLine']]],
    );
    ok(form.sections.every(({ fields, issues }) => issues.length === 0 && fields.every((each) => each.issues.length === 0)));
  });

  it('lets no one create a package in Restricted Mode', async () => {
    const { form } = await build({ settings: release(), input: { isTrusted: false } });
    deepStrictEqual([form.canCreate, form.isEditable, form.issues[0]?.message], [false, true, 'inRestrictedMode']);
  });

  describe('shows exactly the issues of the Problems panel', () => {
    const same = async (settings: string, files: Given['files'] = {}): Promise<number> => {
      const { form, issues } = await build({ settings, files });
      const parts = form.sections.flatMap((section) => [...section.issues, ...section.fields.flatMap((each) => each.issues)]);
      const shown = [...form.issues, ...parts].map(({ message }) => message);
      deepStrictEqual(shown.toSorted(), issues.map(({ issue }) => issue.message).toSorted(), settings);
      return shown.length;
    };

    it('of files that are begun, whole, or name what is not there', async () => {
      const inputs = [
        '{}',
        '{ "android": {} }',
        release(),
        release(', "keystore": "gone.p12"'),
        '{ "ios": { "certificate": "gone.p12" } }',
        '{ "name": 5, "unknown": 1, "android": { "appIdentifier": "x" }, "ios": {} }',
      ];
      for (const settings of inputs) for (const files of [{}, { '/app/www/index.html': undefined }]) await same(settings, files);
    });

    it('of files with any value in any field, for every engine and platform', async () => {
      const engines = ['web', 'flutter', 'gradle'];
      const around: readonly JsonObject[] = [
        ...engines.map((engine) => ({ engine, android: { appIdentifier: 'com.acme.hello' } })),
        { web: { webDir: 'www' }, android: { appIdentifier: 'com.acme.hello' }, ios: { appIdentifier: 'com.acme.hello' } },
        { ios: {} },
      ];
      const values = [null, true, -1, '', '/nowhere', [], {}, 'x'.repeat(5000)];
      let count = 0;
      for (const base of around)
        for (const path of pathsOf(settingsModel))
          for (const value of values) count += await same(JSON.stringify(withValue(base, path, value)));
      ok(count > 1000, String(count));
    });
  });

  it('leaves the web fields out for an app of another engine', async () => {
    const { field } = await build({ settings: '{ "engine": "flutter", "android": { "appIdentifier": "com.acme.hello" } }' });
    strictEqual(field('app.webDir'), undefined);
    strictEqual(field('app.name')?.isRequired, true);
  });
});
