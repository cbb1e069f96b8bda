/** Sealing and verifying a framework of 55 MB, against hashing its pages and against zsign; and a whole package by the command line. */

import { hash } from 'node:crypto';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { createResigner } from 'zsign-wasm';
import { utf8, type Bytes } from '../../src/core/base/bytes.ts';
import { bytesSource, type ByteSource } from '../../src/core/base/byteSource.ts';
import { encodePem } from '../../src/core/formats/pem/pem.ts';
import { createPlist } from '../../src/core/formats/plist/plistValue.ts';
import { encodeXmlPlist } from '../../src/core/formats/plist/xmlPlist.ts';
import { type AppFiles } from '../../src/core/signing/apple/bundle/appFiles.ts';
import { findBundle } from '../../src/core/signing/apple/bundle/bundleTree.ts';
import { sealApp } from '../../src/core/signing/apple/bundle/sealApp.ts';
import { piecesOf } from '../../src/core/signing/apple/bundle/writePackage.ts';
import { contentOfSource } from '../../src/core/signing/apple/fileContent.ts';
import { verifyBundle } from '../../src/core/signing/apple/verify/verifyBundle.ts';
import { NodeFileSystem } from '../../src/node/nodeFileSystem.ts';
import { NodeOpenFile } from '../../src/node/nodeOpenFile.ts';
import { ApplePki, p12Of, p12Password } from '../support/applePki.ts';
import { appContent, appRoot, packContent, signerOf } from '../support/sealedApps.ts';
import { signableMachO } from '../support/signableMachO.ts';
import { ratioDemand, speedupDemand, type BenchCase, type BenchResult } from './support/benchCase.ts';
import { benchFolder } from './support/benchFolder.ts';
import { compare } from './support/measure.ts';
import { pseudoRandomBytes } from './support/pseudoRandom.ts';
import { runMdist } from './support/processes.ts';

const files = new NodeFileSystem();
const codeBytes = 55 * 1024 * 1024;
const pki = new ApplePki('rsa-2048', 'bench');
const leaf = pki.leaf();
const signer = signerOf(pki, leaf);
const root = 'Core.framework';

export const bench: BenchCase = {
  title: 'Sign and verify a framework of 55 MB for iOS',
  run: async () => {
    const folder = mkdtempSync(join(benchFolder, 'ios-'));
    try {
      return await measure(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** Its code is random, so that nothing is gained by packing it. */
function frameworkCode(): string {
  const path = join(benchFolder, 'Core-55');
  if (existsSync(path)) return path;
  const code = signableMachO({ filetype: 6, codeBytes });
  code.set(pseudoRandomBytes(codeBytes - 4096, 1), 8192);
  writeFileSync(path, code);
  return path;
}

/** A framework of machine code as programs have it, to be packed: Node's own. */
function realCode(): Bytes {
  const code = signableMachO({ filetype: 6, codeBytes });
  const node = openSync(process.execPath, 'r');
  try {
    readSync(node, code, 8192, codeBytes - 4096, 16 * 1024 * 1024);
  } finally {
    closeSync(node);
  }
  return code;
}

async function measure(folder: string): Promise<BenchResult> {
  const unsigned = frameworkCode();
  const [signed, list] = [join(folder, 'Core'), join(folder, 'CodeResources')];
  await signFile(unsigned, signed, list);
  const again = join(folder, 'again');
  const prepare = (): void => rmSync(again, { force: true });
  const real = realCode();
  const { ipa, args } = await wholePackage(folder, real);
  const resigner = await createResigner();
  resigner.setLogLevel(0);
  const zsignOptions = {
    cert: utf8(encodePem('CERTIFICATE', leaf.certificates[0])),
    pkey: utf8(String(leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }))),
    prov: pki.profile({ certificates: [leaf] }),
    forceSign: true,
    sha256Only: true,
  };
  const code = new Uint8Array(readFileSync(signed));
  const resources = new Uint8Array(readFileSync(list));
  const target = new Uint8Array(code.length + 1024 * 1024);
  const measurements = await compare([
    { name: 'SHA-256 of its pages', run: () => hashPages(code) },
    { name: 'sign again, in memory', run: () => signInMemory(code, target) },
    { name: 'verify, in memory', run: () => verify(code, resources) },
    { name: 'zsign-wasm signMachO, in memory', run: () => resigner.signMachO(code, zsignOptions).data },
    { name: 'sign again, file to file', prepare, run: () => signFile(unsigned, again, join(folder, 'list')) },
    {
      name: 'mdist package sign, app with the framework',
      run: () => runMdist(['package', 'sign', ipa, ...args], { BENCH_PASSWORD: p12Password }),
    },
    { name: 'deflate the framework once', run: () => deflateRawSync(real, { level: 6, chunkSize: 1024 * 1024 }) },
  ]);
  const [pages, signing, verifying, zsign, , whole, deflate] = measurements;
  if (!pages || !signing || !verifying || !zsign || !whole || !deflate) throw new Error('nothing was measured');
  return {
    measurements,
    demands: [
      ratioDemand('Signing again over hashing the pages', signing, pages, 2),
      ratioDemand('Verifying over hashing the pages', verifying, pages, 1.6),
      speedupDemand('Signing again against zsign-wasm', signing, zsign, 1),
      // The process starts, unpacks three times, hashes twice and packs on all cores.
      ratioDemand('Signing a package over packing its framework once', whole, deflate, 2.2),
    ],
  };
}

/** As little as it can be. */
function hashPages(code: Bytes): number {
  let pages = 0;
  for (let at = 0; at < code.length; at += 4096, pages++) hash('sha256', code.subarray(at, at + 4096), 'buffer');
  return pages;
}

const info = utf8(encodeXmlPlist(createPlist({ CFBundleIdentifier: 'com.acme.core', CFBundleExecutable: 'Core' })));

function frameworkOf(code: ByteSource, list?: Bytes): AppFiles {
  const sources = [
    [`${root}/Core`, code],
    [`${root}/Info.plist`, bytesSource(info)],
    ...(list ? [[`${root}/_CodeSignature/CodeResources`, bytesSource(list)] as const] : []),
  ] as const;
  return new Map(sources.map(([name, source]) => [name, { kind: 'file', content: contentOfSource(source) }]));
}

interface SealedFramework {
  readonly pieces: AsyncIterable<Bytes>;
  readonly sizeBytes: number;
  readonly list: Bytes;
}

async function seal(framework: AppFiles): Promise<SealedFramework> {
  const app = await findBundle(framework, root);
  const entry = framework.get(`${root}/Core`);
  if (!app || entry?.kind !== 'file') throw new Error('the framework of the bench is none');
  const sealed = await sealApp({ files: framework, app, signer, programs: new Map() });
  const code = sealed.files.get(`${root}/Core`);
  const resources = sealed.files.get(`${root}/_CodeSignature/CodeResources`);
  if (code?.kind !== 'code' || resources?.kind !== 'bytes') throw new Error('the framework of the bench was not sealed');
  return { pieces: piecesOf(code.pieces, entry.content), sizeBytes: code.sizeBytes, list: resources.bytes };
}

/** Into memory that is there already: what a system takes to give new one is not what is measured. */
async function signInMemory(code: Bytes, target: Bytes): Promise<number> {
  const { pieces } = await seal(frameworkOf(bytesSource(code)));
  let size = 0;
  for await (const piece of pieces) {
    target.set(piece, size);
    size += piece.length;
  }
  return size;
}

async function signFile(path: string, out: string, list: string): Promise<void> {
  const source = await NodeOpenFile.open(path);
  const output = await files.createFile(out);
  try {
    const sealed = await seal(frameworkOf(source));
    for await (const piece of sealed.pieces) await output.write(piece);
    await output.commit();
    await files.writeFile(list, sealed.list);
  } finally {
    await output.discard();
    await source.close();
  }
}

async function verify(code: Bytes, list: Bytes): Promise<void> {
  const { findings } = await verifyBundle(frameworkOf(bytesSource(code), list), root);
  const [first] = findings;
  if (first) throw new Error(`the framework does not verify: ${first.issue.message}`);
}

async function wholePackage(folder: string, framework: Bytes): Promise<{ readonly ipa: string; readonly args: readonly string[] }> {
  const write = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const content = { ...appContent(), [`${appRoot}/Frameworks/Core.framework/Core`]: framework };
  const ipa = write('whole.ipa', await packContent(content));
  const certificate = write('bench.p12', await p12Of([leaf]));
  const profile = write('bench.mobileprovision', pki.profile({ certificates: [leaf], identifier: '*' }));
  const signing = ['--certificate', certificate, '--certificate-password', 'env:BENCH_PASSWORD', '--profile', profile];
  return { ipa, args: [...signing, '--out', join(folder, 'whole-signed.ipa')] };
}
