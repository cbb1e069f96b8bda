import assert from 'node:assert/strict';
import { parse } from 'plist';
import { encodeInstallManifest, installLink, isInstalledFromWeb } from '../../../../../src/core/packages/ipa/installManifest.ts';

describe('the manifest of an installation over the air', () => {
  const manifest = {
    packageAddress: 'https://example.com/p/x/package.ipa?a=1&b=2',
    appIdentifier: 'com.acme.hello',
    version: '1.4.0',
    title: 'Hello & <Goodbye>',
  };

  it('names the package, its pictures and the app', () => {
    const images = { displayImageAddress: 'https://example.com/57.png', fullSizeImageAddress: 'https://example.com/512.png' };
    assert.deepEqual(parse(Buffer.from(encodeInstallManifest({ ...manifest, ...images })).toString()), {
      items: [
        {
          assets: [
            { kind: 'software-package', url: manifest.packageAddress },
            { kind: 'display-image', url: images.displayImageAddress },
            { kind: 'full-size-image', url: images.fullSizeImageAddress },
          ],
          metadata: {
            'bundle-identifier': 'com.acme.hello',
            'bundle-version': '1.4.0',
            kind: 'software',
            'platform-identifier': 'com.apple.platform.iphoneos',
            title: 'Hello & <Goodbye>',
          },
        },
      ],
    });
  });

  it('names no pictures when there are none', () => {
    const parsed = JSON.stringify(parse(Buffer.from(encodeInstallManifest(manifest)).toString()));
    assert.ok(!parsed.includes('image'));
  });

  it('is linked over https alone, with its whole address encoded', () => {
    assert.equal(
      installLink('https://example.com/m.plist?a=1&b=2'),
      'itms-services://?action=download-manifest&url=https%3A%2F%2Fexample.com%2Fm.plist%3Fa%3D1%26b%3D2',
    );
    for (const address of ['http://example.com/m.plist', 'javascript:alert(1)', 'm.plist', ''])
      assert.equal(installLink(address), undefined);
  });

  it('is for profiles that devices take from a page', () => {
    assert.deepEqual(
      ['ad-hoc', 'development', 'in-house', 'app-store', undefined].map((kind) => isInstalledFromWeb(kind as never)),
      [true, true, true, false, false],
    );
  });
});
