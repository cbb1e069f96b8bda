/** Faults of zsign that show in folders of several bundles and in universal code: each is found by its own code. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { ZsignWasmClient } from 'zsign-wasm';
import { utf8, type Bytes } from '../../src/core/base/bytes.ts';
import { encodePem } from '../../src/core/formats/pem/pem.ts';
import { verifyBundle } from '../../src/core/signing/apple/verify/verifyBundle.ts';
import { ApplePki } from '../support/applePki.ts';
import { arm64, encodeFat } from '../support/machOFiles.ts';
import { appContent, appRoot, filesOf, type AppContent } from '../support/sealedApps.ts';
import { signableMachO } from '../support/signableMachO.ts';

const pki = new ApplePki('rsa-2048', 'zsign bundles');
const leaf = pki.leaf();
const arm64e = { cputype: arm64.cputype, cpusubtype: 2 };

/** `code file` of what is found in the folder that zsign signed. */
async function findingsIn(content: AppContent, identifiers: readonly string[]): Promise<readonly string[]> {
  const client = await ZsignWasmClient.create();
  client.setLogLevel(0);
  const { FS } = client.mod;
  ok(FS);
  const write = (path: string, bytes: Bytes): string => {
    FS.mkdirTree(path.slice(0, path.lastIndexOf('/')));
    FS.writeFile(path, bytes);
    return path;
  };
  const top = '/zsign';
  for (const [path, bytes] of Object.entries(content)) if (typeof bytes !== 'string') write(`${top}/${path}`, bytes);
  const options = {
    certFile: write(`${top}/certificate.pem`, utf8(encodePem('CERTIFICATE', leaf.certificates[0]))),
    pkeyFile: write(`${top}/key.pem`, utf8(String(leaf.privateKey.export({ type: 'pkcs8', format: 'pem' })))),
    provFiles: identifiers.map((identifier) =>
      write(`${top}/${identifier}.mobileprovision`, pki.profile({ certificates: [leaf], identifier })),
    ),
    sha256Only: true,
    forceSign: true,
  };
  strictEqual(client.signBundleMulti(`${top}/${appRoot}`, options), 0);
  const signed: Record<string, Bytes> = {};
  const read = (folder: string): void => {
    for (const name of FS.readdir(`${top}/${folder}`).filter((each) => !/^\.\.?$/.test(each))) {
      const path = `${folder}/${name}`;
      if (FS.isDir(FS.stat(`${top}/${path}`).mode)) read(path);
      else signed[path] = FS.readFile(`${top}/${path}`).slice();
    }
  };
  read(appRoot);
  const { findings } = await verifyBundle(filesOf(signed), appRoot);
  return findings.map(({ issue, file }) => `${issue.code} ${file.slice(appRoot.length + 1)}`);
}

describe('what zsign signs in folders', () => {
  it('with a profile for each bundle, has that of an extension written after its seal', async () => {
    const found = await findingsIn(appContent(), ['com.acme.hello', 'com.acme.hello.share']);
    ok(found.includes('seal-profile-added PlugIns/Share.appex/embedded.mobileprovision'), found.join('\n'));
  });

  it('with slices of several sizes, gives one the executable segment of another', async () => {
    const fat = encodeFat([signableMachO(), signableMachO({ cpu: arm64e, codeBytes: 60_000, seed: 5 })]);
    const found = await findingsIn({ ...appContent(), [`${appRoot}/Hello`]: fat }, ['com.acme.hello']);
    deepStrictEqual(
      found.filter((line) => line.startsWith('seal-exec-segment')),
      ['seal-exec-segment-differs Hello'],
    );
  });
});
