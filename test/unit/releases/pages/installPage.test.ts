import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { notesHtml } from '../../../../src/releases/pages/notesHtml.ts';
import { maxPageIconBytes } from '../../../../src/releases/model/pageIcon.ts';
import { renderInstallPage, type InstallPageContent } from '../../../../src/releases/pages/installPage.ts';
import { type ProfileKind } from '../../../../src/core/formats/provisioning-profile/provisioningProfile.ts';
import { escapeHtml } from '../../../../src/core/base/escapeHtml.ts';
import { renderMessagePage } from '../../../../src/releases/pages/htmlPage.ts';

const content: InstallPageContent = {
  name: 'Hello Web',
  format: 'apk',
  appIdentifier: 'com.example.hello',
  version: '1.4.0',
  versionCode: 12,
  buildType: 'release',
  engine: 'web 1',
  sizeBytes: 48_213,
  sha256: '3f'.repeat(32),
  certificateSha256: 'ab'.repeat(32),
  createdAt: '2026-11-21T14:03:22.000Z',
  createdBy: 'Ada <ada@example.com>',
  minSdk: 24,
  icon: { mediaType: 'image/png', bytes: new Uint8Array([1, 2, 3]) },
  downloadPath: '/p/token/package.apk',
  pageAddress: 'http://192.168.1.20:41234/i/token',
};

function textOf(html: string): string {
  return html
    .replace(/<(style|svg)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, '\n')
    .replaceAll('&amp;', '&')
    .replace(/\n\s*\n+/g, '\n')
    .trim();
}

describe('install page', () => {
  it('says everything about the package', () => {
    const text = textOf(renderInstallPage(content));
    for (const words of [
      'Hello Web',
      'Version 1.4.0 (12)',
      '48.2 kB · Android 7.0 or newer',
      'com.example.hello',
      '3f'.repeat(32),
      'ab'.repeat(32),
      '2026-11-21 14:03 UTC',
      ' by \nAda',
      'release',
      'web 1',
      'What to do on the phone',
      'Download and Install',
    ])
      assert.ok(text.includes(words), words);
  });

  it('is small, whole and closed', () => {
    const html = renderInstallPage({ ...content, icon: { mediaType: 'image/png', bytes: new Uint8Array(maxPageIconBytes) } });
    assert.ok(Buffer.byteLength(html) < 30_000, `${Buffer.byteLength(html)} bytes`);
    assert.match(html, /^<!doctype html>\n<html lang="en">/);
    assert.ok(!/<script|@import|url\(|<link(?! rel="icon" href="data:,")|\son\w+=/i.test(html));
    const outside = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]).filter((target) => !target?.startsWith('data:'));
    assert.deepEqual(outside, ['/p/token/package.apk']);
  });

  it('allows exactly its own style', () => {
    const html = renderInstallPage(content);
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    assert.ok(html.includes(`style-src 'sha256-${hash}'`));
    assert.ok(html.includes("default-src 'none'"));
    assert.ok(!html.includes(' style='));
  });

  it('escapes hostile values', () => {
    const hostile = `"><script>alert(1)</script><img src=x onerror='x'>&amp;\u202Egpj.exe\u0000`;
    const html = renderInstallPage({
      ...content,
      name: hostile,
      appIdentifier: hostile,
      version: hostile,
      buildType: hostile,
      engine: hostile,
      createdAt: hostile,
      createdBy: hostile,
      downloadPath: hostile,
    });
    assert.ok(!/<script|<img src=x|\u202E|\u0000/.test(html));
    assert.ok(html.includes('&quot;&gt;&lt;script&gt;'));
    assert.ok(Buffer.byteLength(html) < 30_000);
  });

  it('links nothing but a download', () => {
    for (const downloadPath of ['javascript:alert(1)', 'data:text/html,x', '//evil.example/x', 'JaVaScRiPt:x'])
      assert.ok(renderInstallPage({ ...content, downloadPath }).includes('class="button" href="#"'), downloadPath);
    for (const downloadPath of ['package.apk', './package.apk', '/p/x/package.apk', 'https://example.com/x.apk'])
      assert.ok(renderInstallPage({ ...content, downloadPath }).includes(`class="button" href="${downloadPath}"`), downloadPath);
  });

  it('stays small with a name of megabytes and a large icon', () => {
    const html = renderInstallPage({
      ...content,
      name: '名'.repeat(1_000_000),
      icon: { mediaType: 'image/png', bytes: new Uint8Array(maxPageIconBytes + 1) },
    });
    assert.ok(Buffer.byteLength(html) < 30_000);
    assert.ok(html.includes('<div class="icon letter" aria-hidden="true">名</div>'));
  });

  it('shows notes whole, or says that they are longer', () => {
    const icon = { mediaType: 'image/png' as const, bytes: new Uint8Array(maxPageIconBytes) };
    const usual = `${'All of what is new. '.repeat(249)}The end`;
    assert.ok(renderInstallPage({ ...content, icon, notes: usual }).includes('The end</p>'));
    for (const notes of [
      'a\n\n'.repeat(1666),
      '- "a"\n'.repeat(833),
      '"'.repeat(5000),
      '漢'.repeat(5000),
      '&'.repeat(5000),
      '🎉'.repeat(2500),
    ]) {
      const html = renderInstallPage({ ...content, icon, notes });
      assert.ok(Buffer.byteLength(html) <= 30_000, `${Buffer.byteLength(html)} bytes`);
      const text = textOf(html);
      assert.ok(text.isWellFormed());
      assert.ok(html.includes(notesHtml(notes)) || text.includes('The notes are longer than this page shows.'), notes.slice(0, 10));
    }
  });

  it('says what an app bundle is for', () => {
    const text = textOf(renderInstallPage({ ...content, format: 'aab' }));
    assert.ok(text.includes('phones cannot install it directly'));
    assert.ok(!text.includes('Download and Install'));
  });

  it('starts the installation of an iOS package, and says what its profile asks for', () => {
    const { minSdk: _, ...others } = content;
    const ios = { profileKind: 'ad-hoc', deviceCount: 3, minimumOs: '15.0' } as const;
    const installAddress = 'itms-services://?action=download-manifest&url=https%3A%2F%2Fexample.com%2Fm.plist';
    const ipa: InstallPageContent = {
      ...others,
      format: 'ipa',
      versionCode: '1.2.3',
      downloadPath: 'token/package.ipa',
      ios,
      installAddress,
    };
    const html = renderInstallPage(ipa);
    assert.ok(html.includes(`<a class="button" href="${installAddress.replaceAll('&', '&amp;')}">Install</a>`));
    assert.ok(html.includes('<a href="token/package.ipa" download>Download the file</a>'));
    const text = textOf(html);
    for (const words of ['(1.2.3)', '48.2 kB · iOS 15.0 or newer', 'ad-hoc, for 3 devices', 'Open this page in Safari'])
      assert.ok(text.includes(words), words);
    for (const hostile of ['javascript:alert(1)', 'itms-services://?action=download-manifest&url=http%3A%2F%2Fx'])
      assert.ok(!renderInstallPage({ ...ipa, installAddress: hostile }).includes(escapeHtml(hostile)), hostile);
    const stepsFor = (profileKind: ProfileKind | undefined, address?: string): string => {
      const { installAddress: __, ios: ___, ...rest } = ipa;
      return textOf(
        renderInstallPage({ ...rest, ios: { ...(profileKind && { profileKind }) }, ...(address && { installAddress: address }) }),
      );
    };
    assert.ok(stepsFor('ad-hoc').includes('only from an https address'));
    assert.ok(stepsFor('development', installAddress).includes('Developer Mode'));
    assert.ok(stepsFor('in-house', installAddress).includes('VPN & Device Management'));
    assert.ok(stepsFor('app-store').includes('App Store Connect'));
    assert.ok(stepsFor(undefined).includes('no provisioning profile'));
  });

  it('names the app by its identifier when it has no name', () => {
    assert.ok(renderInstallPage({ ...content, name: '  ' }).includes('<h1 dir="auto">com.example.hello</h1>'));
  });

  it('has text of enough contrast in both schemes', () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(renderInstallPage(content))?.[1] ?? '';
    const schemes = [...style.matchAll(/:root\{([^}]*)\}/g)].map((match) => colorsOf(match[1] ?? ''));
    assert.equal(schemes.length, 2);
    for (const colors of schemes) {
      for (const [front, back] of [
        ['text', 'back'],
        ['text', 'card'],
        ['soft', 'back'],
        ['soft', 'card'],
        ['on', 'act'],
      ] as const) {
        const ratio = contrast(colors.get(front) ?? '', colors.get(back) ?? '');
        assert.ok(ratio >= 4.5, `${front} on ${back}: ${ratio.toFixed(2)}`);
      }
    }
  });

  it('has message pages of the same kind', () => {
    const html = renderMessagePage('<b>Gone</b>', 'Ask & wait');
    assert.ok(html.includes('<h1>&lt;b&gt;Gone&lt;/b&gt;</h1>'));
    assert.ok(html.includes('Ask &amp; wait'));
  });
});

function colorsOf(rule: string): ReadonlyMap<string, string> {
  return new Map([...rule.matchAll(/--(\w+):(#[\da-f]+)/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

/** Contrast ratio of WCAG 2.2. */
function contrast(first: string, second: string): number {
  const [light = 0, dark = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const digits = color.length === 4 ? color.slice(1).replace(/./g, '$&$&') : color.slice(1);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const value = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
