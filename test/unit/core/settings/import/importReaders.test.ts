import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { parseTree, type ParseError } from 'jsonc-parser';
import { importReaders } from '../../../../../src/core/settings/import/importReaders.ts';
import { proposeImport } from '../../../../../src/core/settings/import/proposeImport.ts';
import { inspectSettings } from '../../../../../src/core/settings/inspectSettings.ts';
import { ProjectFolder } from '../../../../../src/core/projects/projectFolder.ts';
import { MemoryFiles, posixPaths } from '../../../../support/memoryFiles.ts';

const marker = 'marker-secret';

async function propose(files: Readonly<Record<string, string>>, settings = '') {
  const memory = new MemoryFiles(Object.fromEntries(Object.entries(files).map(([name, text]) => [`/app/${name}`, text])));
  return proposeImport(new ProjectFolder(memory, posixPaths, '/app'), settings);
}

interface Row {
  /** `key=value file:line`, lines from one. */
  readonly values: readonly string[];
  /** `purpose key file:line asset alias` */
  readonly secrets?: readonly string[];
  readonly issues?: readonly string[];
}

function check(title: string, files: Readonly<Record<string, string>>, { values, secrets = [], issues = [] }: Row): void {
  it(title, async () => {
    const proposal = await propose(files);
    deepStrictEqual(
      proposal.values.map(({ path, value, origin }) => `${path.join('.')}=${value} ${origin.file}:${(origin.range?.line ?? 0) + 1}`),
      values,
    );
    const told = ({ purpose, key, place, asset, alias }: (typeof proposal.secrets)[number]) =>
      [purpose, key, `${place.file}:${(place.range?.line ?? 0) + 1}`, asset, alias].filter((part) => part !== undefined).join(' ');
    deepStrictEqual(proposal.secrets.map(told), secrets);
    deepStrictEqual(
      proposal.issues.map(({ code }) => code),
      issues,
    );
    ok(proposal.secrets.every(({ secret }) => secret.reveal().startsWith(marker)));
    // What is proposed is a right settings file, and contains no secret.
    deepStrictEqual(inspectSettings(proposal.settings.after || '{}').issues, []);
    ok(!proposal.settings.after.includes(marker) && !JSON.stringify(proposal.issues).includes(marker));
    strictEqual(proposal.removals.length > 0, secrets.length > 0);
    for (const { file, before, after } of proposal.removals) {
      ok(before.includes(marker) && !after.includes(marker), file);
      const errors: ParseError[] = [];
      if (file.endsWith('.json')) parseTree(after, errors, { allowTrailingComma: false });
      deepStrictEqual(errors, [], `${file} is not valid any more: ${after}`);
    }
  });
}

describe('settings from the files of other tools', () => {
  check(
    'eas.json: the profile production with what it extends',
    {
      'eas.json': `{ "build": {
  "development": { "developmentClient": true, "distribution": "internal" },
  "base": { "distribution": "store", "ios": { "enterpriseProvisioning": "universal" } },
  "production": { "extends": "base", "android": { "buildType": "apk" }, "env": { "SENTRY_AUTH_TOKEN": "${marker}", "MODE": "x" } } } }`,
    },
    {
      values: ['android.buildType=release eas.json:4', 'ios.buildType=app-store eas.json:3'],
      secrets: ['other build.production.env.SENTRY_AUTH_TOKEN eas.json:4'],
    },
  );
  check(
    'eas.json: internal distribution to everybody of an enterprise',
    { 'eas.json': '{ "build": { "qa": { "distribution": "internal", "ios": { "enterpriseProvisioning": "universal" } } } }' },
    { values: ['android.buildType=release eas.json:1', 'ios.buildType=in-house eas.json:1'] },
  );
  check(
    'import-profile-cycle',
    { 'eas.json': '{ "build": { "a": { "extends": "b" }, "b": { "extends": "a", "distribution": "store" } } }' },
    {
      values: ['android.buildType=app-bundle eas.json:1', 'ios.buildType=app-store eas.json:1'],
      issues: ['import-profile-chosen', 'import-profile-cycle'],
    },
  );
  check(
    'import-profile-missing',
    { 'eas.json': '{ "build": { "a": { "extends": "gone" } } }' },
    { values: [], issues: ['import-profile-missing'] },
  );
  check(
    'credentials.json',
    {
      'credentials.json': `{
  "android": { "keystore": { "keystorePath": "credentials/up.jks", "keystorePassword": "${marker}1", "keyAlias": "up", "keyPassword": "${marker}2" } },
  "ios": {
    "provisioningProfilePath": "./credentials/app.mobileprovision",
    "distributionCertificate": { "path": "credentials/dist.p12", "password": "${marker}3" }
  }
}`,
    },
    {
      values: [
        'android.keystore=credentials/up.jks credentials.json:2',
        'android.keyAlias=up credentials.json:2',
        'ios.certificate=credentials/dist.p12 credentials.json:5',
        'ios.provisioningProfile=credentials/app.mobileprovision credentials.json:4',
      ],
      secrets: [
        'keystore android.keystore.keystorePassword credentials.json:2 credentials/up.jks',
        'key android.keystore.keyPassword credentials.json:2 credentials/up.jks up',
        'certificate ios.distributionCertificate.password credentials.json:5 credentials/dist.p12',
      ],
    },
  );
  check(
    'credentials.json with one entry for each target',
    {
      'credentials.json': `{ "ios": { "App": { "provisioningProfilePath": "a.mobileprovision", "distributionCertificate": { "path": "a.p12", "password": "${marker}" } }, "Widget": { "provisioningProfilePath": "w.mobileprovision", "distributionCertificate": { "path": "w.p12", "password": "${marker}" } } } }`,
    },
    {
      values: [],
      issues: ['import-value-several', 'import-value-several'],
      secrets: [
        'other ios.App.distributionCertificate.password credentials.json:1',
        'other ios.Widget.distributionCertificate.password credentials.json:1',
      ],
    },
  );
  check(
    'key.properties, with escapes, relative to the module',
    {
      'android/key.properties': `storePassword=${marker}\\u0041\nkeyPassword=${marker}\nkeyAlias=up\\ load\nstoreFile=..\\\\..\\\\keys\\\\up.jks\n`,
    },
    {
      values: ['android.keystore=keys/up.jks android/key.properties:4', 'android.keyAlias=up load android/key.properties:3'],
      secrets: [
        'keystore storePassword android/key.properties:1 keys/up.jks',
        'key keyPassword android/key.properties:2 keys/up.jks up load',
      ],
    },
  );
  check(
    'gradle.properties',
    {
      'android/gradle.properties': `android.useAndroidX=true\nMYAPP_UPLOAD_STORE_FILE=up.keystore\nMYAPP_UPLOAD_KEY_ALIAS=up\nMYAPP_UPLOAD_STORE_PASSWORD=${marker}\nMYAPP_UPLOAD_KEY_PASSWORD=\${env.P}\n`,
    },
    {
      values: ['android.keystore=android/app/up.keystore android/gradle.properties:2', 'android.keyAlias=up android/gradle.properties:3'],
      secrets: ['keystore MYAPP_UPLOAD_STORE_PASSWORD android/gradle.properties:4 android/app/up.keystore'],
    },
  );
  check(
    'build.json of Cordova',
    {
      'build.json': `{ "android": { "debug": { "keystore": "debug.ks", "password": "${marker}" }, "release": { "keystore": "../up.ks", "alias": "up", "storePassword": "${marker}", "password": "${marker}", "packageType": "bundle" } }, "ios": { "release": { "packageType": "enterprise", "codeSignIdentity": "iPhone Distribution: Acme Ltd (A1B2C3D4E5)" } } }`,
    },
    {
      values: [
        'android.keystore=../up.ks build.json:1',
        'android.keyAlias=up build.json:1',
        'android.buildType=app-bundle build.json:1',
        'ios.buildType=in-house build.json:1',
        'ios.certificateIdentity=iPhone Distribution: Acme Ltd (A1B2C3D4E5) build.json:1',
      ],
      secrets: [
        'keystore android.release.storePassword build.json:1 ../up.ks',
        'key android.release.password build.json:1 ../up.ks up',
        'other android.debug.password build.json:1',
      ],
    },
  );
  check(
    'release-signing.properties of Cordova, relative to itself',
    {
      'platforms/android/release-signing.properties': `key.store=up.jks\nkey.alias=up\nkey.store.password=${marker}\nkey.alias.password=${marker}`,
    },
    {
      values: [
        'android.keystore=platforms/android/up.jks platforms/android/release-signing.properties:1',
        'android.keyAlias=up platforms/android/release-signing.properties:2',
      ],
      secrets: [
        'keystore key.store.password platforms/android/release-signing.properties:3 platforms/android/up.jks',
        'key key.alias.password platforms/android/release-signing.properties:4 platforms/android/up.jks up',
      ],
    },
  );
  check(
    'capacitor.config.ts, literals only',
    {
      'capacitor.config.ts': `const config: CapacitorConfig = {
  appId: 'com.acme.hello',
  appName: process.env.NAME,
  webDir: "www", // built
  android: {
    buildOptions: { keystorePath: 'up.jks', keystoreAlias: 'up', keystorePassword: '${marker}', keystoreAliasPassword: \`${marker}\`, releaseType: 'AAB' },
  },
  ios: { buildOptions: { exportMethod: 'release-testing', signingCertificate: 'iPhone Distribution' } },
};
export default config;`,
    },
    {
      values: [
        'web.webDir=www capacitor.config.ts:4',
        'android.appIdentifier=com.acme.hello capacitor.config.ts:2',
        'android.keystore=up.jks capacitor.config.ts:6',
        'android.keyAlias=up capacitor.config.ts:6',
        'android.buildType=app-bundle capacitor.config.ts:6',
        'ios.appIdentifier=com.acme.hello capacitor.config.ts:2',
        'ios.buildType=ad-hoc capacitor.config.ts:8',
      ],
      secrets: [
        'keystore android.buildOptions.keystorePassword capacitor.config.ts:6 up.jks',
        'key android.buildOptions.keystoreAliasPassword capacitor.config.ts:6 up.jks up',
      ],
      issues: ['import-value-skipped'],
    },
  );
  check(
    'twa-manifest.json',
    {
      'twa-manifest.json': `{ "packageId": "com.acme.twa", "host": "app.acme.com", "name": "Acme", "startUrl": "/go", "themeColor": "#112233",
  "display": "standalone", "orientation": "default", "appVersion": "1.2", "appVersionCode": 7, "signingKey": { "path": "./android.keystore", "alias": "android" } }`,
    },
    {
      values: [
        'name=Acme twa-manifest.json:1',
        'version=1.2 twa-manifest.json:2',
        'engine=web twa-manifest.json:1',
        'web.address=https://app.acme.com/ twa-manifest.json:1',
        'web.startPage=/go twa-manifest.json:1',
        'web.themeColor=#112233 twa-manifest.json:1',
        'web.display=standalone twa-manifest.json:2',
        'web.orientation=any twa-manifest.json:2',
        'android.appIdentifier=com.acme.twa twa-manifest.json:1',
        'android.versionCode=7 twa-manifest.json:2',
        'android.keystore=android.keystore twa-manifest.json:2',
        'android.keyAlias=android twa-manifest.json:2',
      ],
    },
  );
  check(
    'ExportOptions.plist',
    {
      'ios/ExportOptions.plist': `<?xml version="1.0"?>\n<plist version="1.0"><dict><key>method</key><string>app-store-connect</string>
<key>signingCertificate</key><string>Apple Distribution: Acme Ltd (A1B2C3D4E5)</string>
<key>provisioningProfiles</key><dict><key>com.acme.hello</key><string>Acme</string></dict></dict></plist>`,
    },
    {
      values: [
        'ios.buildType=app-store ios/ExportOptions.plist:2',
        'ios.certificateIdentity=Apple Distribution: Acme Ltd (A1B2C3D4E5) ios/ExportOptions.plist:3',
        'ios.appIdentifier=com.acme.hello ios/ExportOptions.plist:4',
      ],
    },
  );
  check(
    '*.csproj of .NET MAUI, literals only',
    {
      'Hello.csproj': `<Project><PropertyGroup>
  <ApplicationTitle>Hello &amp; Co</ApplicationTitle>
  <ApplicationId>com.acme.hello</ApplicationId>
  <ApplicationDisplayVersion>$(Version)</ApplicationDisplayVersion>
  <!-- <ApplicationVersion>9</ApplicationVersion> -->
  <ApplicationVersion>4</ApplicationVersion>
  <AndroidPackageFormat>aab</AndroidPackageFormat>
  <AndroidSigningKeyStore>up.keystore</AndroidSigningKeyStore>
  <AndroidSigningStorePass>env:P</AndroidSigningStorePass>
  <AndroidSigningKeyPass>${marker}</AndroidSigningKeyPass>
  <CodesignKey>0123456789ABCDEF0123456789abcdef01234567</CodesignKey>
</PropertyGroup></Project>`,
    },
    {
      values: [
        'name=Hello & Co Hello.csproj:2',
        'android.appIdentifier=com.acme.hello Hello.csproj:3',
        'android.versionCode=4 Hello.csproj:6',
        'android.buildType=app-bundle Hello.csproj:7',
        'android.keystore=up.keystore Hello.csproj:8',
        'ios.appIdentifier=com.acme.hello Hello.csproj:3',
        'ios.versionCode=4 Hello.csproj:6',
        'ios.certificateIdentity=0123456789ABCDEF0123456789abcdef01234567 Hello.csproj:11',
      ],
      secrets: ['key AndroidSigningKeyPass Hello.csproj:10 up.keystore'],
      issues: ['import-value-skipped'],
    },
  );
  check(
    'app.json and app.config.ts of Expo; the one that is code counts first, as it is given the other',
    {
      'app.json':
        '{ "expo": { "name": "Hello", "version": "1.2.3", "android": { "package": "com.acme.hello", "versionCode": 4 }, "ios": { "buildNumber": "7" } } }',
      'app.config.ts': "export default ({ config }) => ({ ...config, name: 'Other', ios: { bundleIdentifier: 'com.acme.hello' } });",
    },
    {
      values: [
        'name=Other app.config.ts:1',
        'version=1.2.3 app.json:1',
        'android.appIdentifier=com.acme.hello app.json:1',
        'android.versionCode=4 app.json:1',
        'ios.appIdentifier=com.acme.hello app.config.ts:1',
        'ios.versionCode=7 app.json:1',
      ],
      issues: ['import-value-differs'],
    },
  );
  check(
    'eas.json: what EAS does where nothing is said',
    { 'eas.json': '{ "build": { "development": { "developmentClient": true },\n"production": {} } }' },
    { values: ['android.buildType=app-bundle eas.json:2', 'ios.buildType=app-store eas.json:2'] },
  );
  check(
    'eas.json: a command of Gradle and a simulator',
    {
      'eas.json': '{ "build": { "production": { "android": { "gradleCommand": ":app:assembleRelease" }, "ios": { "simulator": true } } } }',
    },
    { values: ['android.buildType=release eas.json:1'], issues: ['import-value-skipped'] },
  );
  check(
    'eas.json: profiles that others extend are not taken',
    { 'eas.json': '{ "build": { "base": { "distribution": "internal" }, "qa": { "extends": "base" }, "beta": { "extends": "base" } } }' },
    { values: ['android.buildType=release eas.json:1', 'ios.buildType=ad-hoc eas.json:1'], issues: ['import-profile-chosen'] },
  );
  check(
    'credentials.json: the target that is called as the Xcode project',
    {
      'ios/Base.xcodeproj/project.pbxproj': '',
      'credentials.json': `{ "ios": { "Share": { "provisioningProfilePath": "s.mobileprovision", "distributionCertificate": { "path": "d.p12", "password": "${marker}" } },
"Base": { "provisioningProfilePath": "b.mobileprovision", "distributionCertificate": { "path": "d.p12", "password": "${marker}" } } } }`,
    },
    {
      values: ['ios.certificate=d.p12 credentials.json:2', 'ios.provisioningProfile=b.mobileprovision credentials.json:2'],
      secrets: [
        'other ios.Share.distributionCertificate.password credentials.json:1',
        'certificate ios.Base.distributionCertificate.password credentials.json:2 d.p12',
      ],
    },
  );
  check(
    'ExportOptions.plist of several targets, without a method',
    {
      'ExportOptions.plist':
        '<?xml version="1.0"?>\n<plist version="1.0"><dict><key>provisioningProfiles</key>\n<dict><key>com.acme.demo.widget</key><string>W</string>\n<key>com.acme.demo</key><string>M</string></dict></dict></plist>',
    },
    { values: ['ios.buildType=development ExportOptions.plist:2', 'ios.appIdentifier=com.acme.demo ExportOptions.plist:4'] },
  );
  check(
    'ExportOptions.plist of several targets of which none is the app’s for sure',
    {
      'ExportOptions.plist':
        '<?xml version="1.0"?><plist version="1.0"><dict><key>method</key><string>validation</string><key>provisioningProfiles</key><dict><key>com.acme.a</key><string>W</string><key>com.acme.b</key><string>M</string></dict></dict></plist>',
    },
    { values: [], issues: ['import-value-skipped', 'import-value-several'] },
  );
  check(
    'capacitor.config.ts with one object for each environment: only what all agree on',
    {
      'capacitor.config.ts': `const base: CapacitorConfig = { appName: 'Hello', webDir: 'www' };
let config: CapacitorConfig;
switch (process.env.STAGE) {
  case 'qa':
    config = { ...base, appId: 'com.acme.qa' };
    break;
  default:
    config = { ...base, appId: 'com.acme.hello' };
}
export default config;`,
    },
    {
      values: ['name=Hello capacitor.config.ts:1', 'web.webDir=www capacitor.config.ts:1'],
      issues: ['import-value-several', 'import-value-several'],
    },
  );
  check(
    'capacitor.config.ts with values of another object, and one that is changed later',
    {
      'capacitor.config.ts': `const staging = { appId: 'com.acme.staging', appName: 'Staging' };
const config: CapacitorConfig = { appId: 'com.acme.hello', appName: 'Hello', android: { buildOptions: {} } };
if (process.env.STAGE) config.appName = staging.appName;
export default config;`,
    },
    {
      values: [
        'android.appIdentifier=com.acme.hello capacitor.config.ts:2',
        'android.buildType=app-bundle capacitor.config.ts:2',
        'ios.appIdentifier=com.acme.hello capacitor.config.ts:2',
      ],
      issues: ['import-value-skipped'],
    },
  );
  for (const [title, line, issues] of [
    ['with single backslashes', 'storeFile=C:\\keys\\my.jks', ['import-value-skipped']],
    ['that Java refuses', 'storeFile=C:\\Users\\ann\\upload.jks', ['import-escape-malformed', 'import-value-skipped']],
    ['with the home folder of a shell', 'storeFile=~/upload.jks', ['import-value-skipped']],
    ['with a placeholder', 'storeFile=/Users/<user name>/upload-keystore.jks', ['import-value-skipped']],
    ['with the name of a guide', 'storeFile=my-upload-key.keystore', ['import-value-skipped']],
  ] as const)
    check(
      `key.properties ${title}`,
      { 'android/key.properties': `${line}\nkeyAlias=up\n` },
      { values: ['android.keyAlias=up android/key.properties:2'], issues },
    );
  check(
    'key.properties with the name of a guide, and the file',
    { 'android/key.properties': 'storeFile=my-upload-key.keystore\nkeyAlias=<alias>\n', 'android/app/my-upload-key.keystore': '' },
    { values: ['android.keystore=android/app/my-upload-key.keystore android/key.properties:1'], issues: ['import-value-skipped'] },
  );
  it('takes no placeholder for a password', async () => {
    const placeholders = [
      '<password from previous step>',
      'xxx',
      '*****',
      'your_store_password',
      'changeme',
      '[password]',
      '{{PASSWORD}}',
      'password-from-previous-step',
    ];
    for (const placeholder of placeholders) {
      const { secrets, issues } = await propose({ 'android/key.properties': `storePassword=${placeholder}\n` });
      deepStrictEqual([secrets.length, issues.map(({ code }) => code)], [0, ['import-value-skipped']], placeholder);
      ok(!JSON.stringify(issues).includes(placeholder));
    }
    for (const password of ['Pa55word', 'x', 'mykeystore', 'the-quick-brown', 'yourself'])
      strictEqual((await propose({ 'android/key.properties': `storePassword=${password}\n` })).secrets.length, 1, password);
  });

  it('replaces nothing that is set, and keeps comments', async () => {
    const settings = '{\n  // mine\n  "android": { "appIdentifier": "com.acme.mine" }\n}\n';
    const { settings: text, values } = await propose(
      { 'capacitor.config.json': '{ "appId": "com.acme.hello", "appName": "Hello" }' },
      settings,
    );
    deepStrictEqual(
      values.map(({ path }) => path.join('.')),
      ['name', 'ios.appIdentifier'],
    );
    ok(text.after.includes('// mine') && text.after.includes('com.acme.mine'));
    strictEqual(text.before, settings);
  });

  it('names each file once', () => {
    const files = importReaders.flatMap((reader) => reader.files);
    strictEqual(new Set(files).size, files.length);
  });
});
