import { strictEqual } from 'node:assert/strict';
import { appManifest } from '../../../../../../src/core/engines/web/android/appManifest.ts';
import { appResources } from '../../../../../../src/core/engines/web/android/appResources.ts';
import { createLauncherIcons } from '../../../../../../src/core/engines/web/android/launcherIcons.ts';
import { openWebApp } from '../../../../../../src/core/engines/web/openWebApp.ts';
import { type ResourceBuilder } from '../../../../../../src/core/engines/web/android/resourceBuilder.ts';
import { formatResourceValue } from '../../../../../../src/core/formats/android-resources/formatValue.ts';
import { type BuildSpec } from '../../../../../../src/core/engines/engine/engine.ts';
import { webSpec, webWorld } from '../../../../../support/webWorld.ts';
import { xmlText } from '../../../../../support/xmlText.ts';

async function made(spec: BuildSpec, manifest: unknown = {}): Promise<{ readonly manifest: string; readonly resources: ResourceBuilder }> {
  const files = { '/app/www/index.html': '<link rel=manifest href=m.json>', '/app/www/m.json': JSON.stringify(manifest) };
  const { app } = await openWebApp(webWorld(files), spec);
  if (!app) throw new Error('the spec was refused');
  const icons = await createLauncherIcons(app.icons, { name: app.name, background: app.backgroundColor.light });
  const resources = await appResources(app, spec, icons);
  return { manifest: xmlText(appManifest(app, spec, resources)), resources };
}

/** `type/name (qualifiers) = value`, one a line. */
function tableText(resources: ResourceBuilder): string {
  const lines: string[] = [];
  for (const { types } of resources.table('x').packages)
    for (const type of types)
      for (const { name, values } of type.entries)
        for (const { configuration, value } of values) {
          const qualifiers = Object.entries(configuration).map(([key, qualifier]) => ` ${key}:${qualifier}`);
          const text =
            value.type === 'map' ? value.items.map((item) => formatResourceValue(item.value)).join(' ') : formatResourceValue(value);
          lines.push(`${type.name}/${name}${qualifiers.join('')} = ${text}\n`);
        }
  return lines.join('');
}

describe('the manifest of a web app', () => {
  it('of a release says no more than is needed', async () => {
    const { manifest } = await made(webSpec({ webDir: 'www' }));
    strictEqual(
      manifest,
      `<manifest android:versionCode="12" android:versionName="1.4.0" android:compileSdkVersion="36" android:compileSdkVersionCodename="16" package="com.example.hello" platformBuildVersionCode="36" platformBuildVersionName="16">
  <uses-sdk android:minSdkVersion="24" android:targetSdkVersion="36"/>
  <uses-permission android:name="android.permission.INTERNET"/>
  <uses-permission android:name="android.permission.ACCESS_NETWORK_STATE"/>
  <uses-feature android:name="android.software.webview" android:required="true"/>
  <uses-feature android:name="android.hardware.touchscreen" android:required="false"/>
  <uses-feature android:name="android.hardware.screen.portrait" android:required="false"/>
  <uses-feature android:name="android.hardware.screen.landscape" android:required="false"/>
  <application android:theme="@style/AppTheme" android:label="@string/app_name" android:icon="@mipmap/ic_launcher" android:allowBackup="false" android:hardwareAccelerated="true" android:supportsRtl="true" android:fullBackupContent="false" android:usesCleartextTraffic="false" android:networkSecurityConfig="@xml/network_security_config" android:roundIcon="@mipmap/ic_launcher_round" android:dataExtractionRules="@xml/data_extraction_rules" android:enableOnBackInvokedCallback="true">
    <meta-data android:name="android.webkit.WebView.MetricsOptOut" android:value="true"/>
    <activity android:name="dev.mobiledist.shell.MainActivity" android:exported="true" android:launchMode="2" android:configChanges="0x3ff4" android:windowSoftInputMode="0x10">
      <intent-filter>
        <action android:name="android.intent.action.MAIN"/>
        <category android:name="android.intent.category.LAUNCHER"/>
      </intent-filter>
      <meta-data android:name="dev.mobiledist.shell.START" android:value="https://appassets.androidplatform.net/"/>
      <meta-data android:name="dev.mobiledist.shell.BAR_COLOR" android:resource="@color/bar"/>
      <meta-data android:name="dev.mobiledist.shell.BACKGROUND_COLOR" android:resource="@color/background"/>
    </activity>
    <provider android:name="dev.mobiledist.shell.CaptureProvider" android:exported="false" android:authorities="com.example.hello.shell.capture" android:grantUriPermissions="true"/>
  </application>
</manifest>
`,
    );
  });

  const lines = async (spec: BuildSpec, pattern: RegExp, manifest?: unknown): Promise<string> => {
    const { manifest: text } = await made(spec, manifest);
    return text
      .split('\n')
      .filter((line) => pattern.test(line))
      .map((line) => line.trim())
      .join('\n');
  };

  it('is debuggable in a debug build only', async () => {
    strictEqual((await lines(webSpec({ webDir: 'www' }, { buildType: 'debug' }), /debuggable="true"/)).length > 0, true);
    strictEqual(await lines(webSpec({ webDir: 'www' }, { buildType: 'app-bundle' }), /debuggable/), '');
  });

  it('asks for what is declared, and requires no hardware for it', async () => {
    strictEqual(
      await lines(webSpec({ webDir: 'www', permissions: ['camera', 'microphone', 'location', 'vibrate'] }), /uses-(permission|feature)/),
      [
        ...[
          'INTERNET',
          'ACCESS_NETWORK_STATE',
          'CAMERA',
          'RECORD_AUDIO',
          'MODIFY_AUDIO_SETTINGS',
          'ACCESS_COARSE_LOCATION',
          'ACCESS_FINE_LOCATION',
          'VIBRATE',
        ].map((name) => `<uses-permission android:name="android.permission.${name}"/>`),
        '<uses-feature android:name="android.software.webview" android:required="true"/>',
        ...[
          'touchscreen',
          'screen.portrait',
          'screen.landscape',
          'camera',
          'camera.autofocus',
          'microphone',
          'location',
          'location.gps',
          'location.network',
        ].map((name) => `<uses-feature android:name="android.hardware.${name}" android:required="false"/>`),
      ].join('\n'),
    );
  });

  it('takes orientation, whole screen, short name and shortcuts from the web manifest', async () => {
    const manifest = {
      name: 'Hello Web',
      short_name: 'Hi',
      orientation: 'portrait',
      display: 'fullscreen',
      shortcuts: [{ name: 'New', url: '/new' }],
    };
    strictEqual(
      await lines(
        webSpec({ webDir: 'www', allowedOrigins: ['https://a.example', 'https://b.example/'] }),
        /<activity|FULLSCREEN|ORIGINS|shortcuts/,
        manifest,
      ),
      `<activity android:label="@string/launcher_name" android:name="dev.mobiledist.shell.MainActivity" android:exported="true" android:launchMode="2" android:screenOrientation="12" android:configChanges="0x3ff4" android:windowSoftInputMode="0x10">
<meta-data android:name="dev.mobiledist.shell.ORIGINS" android:value="https://a.example https://b.example"/>
<meta-data android:name="dev.mobiledist.shell.FULLSCREEN" android:value="true"/>
<meta-data android:name="android.app.shortcuts" android:resource="@xml/shortcuts"/>`,
    );
  });
});

describe('the resources of a web app', () => {
  it('contain names, colours, theme, icons and documents', async () => {
    const manifest = {
      name: 'Hello Web',
      theme_color: '#4f46e5',
      name_localized: { fr: 'Bonjour', 'zh-Hant-TW': '你好' },
      shortcuts: [{ name: 'New', url: '/new' }],
    };
    const { resources } = await made(webSpec({ webDir: 'www' }), manifest);
    const pictures = (name: string): string =>
      ['mdpi 160', 'hdpi 240', 'xhdpi 320', 'xxhdpi 480', 'xxxhdpi 640']
        .map((density) => density.split(' '))
        .map(([folder = '', dpi = '']) => `mipmap/${name} density:${dpi} = res/mipmap-${folder}/${name}.png\n`)
        .join('');
    strictEqual(
      tableText(resources),
      `string/app_name = Hello Web
string/app_name language:fr = Bonjour
string/app_name language:zh script:Hant region:TW = 你好
string/shortcut_0 = New
string/shortcut_0_long = New
color/bar = #ff4f46e5
color/background = #ffffffff
color/background uiMode:32 = #ff121212
color/icon_background = #ff2f6feb
${pictures('ic_launcher')}mipmap/ic_launcher density:65534 sdkVersion:26 = res/mipmap-anydpi-v26/ic_launcher.xml
${pictures('ic_launcher_round')}mipmap/ic_launcher_round density:65534 sdkVersion:26 = res/mipmap-anydpi-v26/ic_launcher_round.xml
${pictures('ic_launcher_foreground')}${pictures('ic_launcher_monochrome')}style/AppTheme = @color/background #ff4f46e5 @color/bar @color/bar false false @color/background
style/AppTheme uiMode:32 = @color/background @color/bar @color/bar false false @color/background
xml/network_security_config = res/xml/network_security_config.xml
xml/data_extraction_rules = res/xml/data_extraction_rules.xml
xml/shortcuts = res/xml/shortcuts.xml
`,
    );
    const documents = resources.files.flatMap((file) => ('xml' in file ? [`${file.path}\n${xmlText(file.xml)}`] : []));
    strictEqual(
      documents.filter((text) => !text.includes('_round') && !text.includes('data_extraction')).join(''),
      `res/mipmap-anydpi-v26/ic_launcher.xml
<adaptive-icon>
  <background android:drawable="@color/icon_background"/>
  <foreground>
    <inset android:drawable="@mipmap/ic_launcher_foreground" android:insetLeft="21dp" android:insetRight="21dp" android:insetTop="21dp" android:insetBottom="21dp"/>
  </foreground>
  <monochrome>
    <inset android:drawable="@mipmap/ic_launcher_monochrome" android:insetLeft="21dp" android:insetRight="21dp" android:insetTop="21dp" android:insetBottom="21dp"/>
  </monochrome>
</adaptive-icon>
res/xml/network_security_config.xml
<network-security-config>
  <base-config cleartextTrafficPermitted="false"/>
</network-security-config>
res/xml/shortcuts.xml
<shortcuts>
  <shortcut android:enabled="true" android:shortcutId="shortcut_0" android:shortcutShortLabel="@string/shortcut_0" android:shortcutLongLabel="@string/shortcut_0_long">
    <intent android:action="android.intent.action.VIEW" android:targetPackage="com.example.hello" android:targetClass="dev.mobiledist.shell.MainActivity" android:data="https://appassets.androidplatform.net/new"/>
  </shortcut>
</shortcuts>
`,
    );
  });
});
