/**
 * The APK by which Google sees that someone owns the key of a package (Android developer verification): it has the identifier, a file with the
 * snippet that the console shows, no code, and is signed with the key. Made and signed here, it needs neither the SDK nor the app.
 */

import { bytesSource } from '../../base/byteSource.ts';
import { concatBytes, utf8, type Bytes } from '../../base/bytes.ts';
import { Failure } from '../../base/failure.ts';
import { issueInFile } from '../../base/issue.ts';
import { issuesFound } from '../../base/issuesFound.ts';
import { documentElement, element } from '../../engines/web/android/androidElement.ts';
import { encodeAndroidXml } from '../../formats/android-xml/encodeAndroidXml.ts';
import { androidAlignment } from '../../formats/zip/androidAlignment.ts';
import { ZipWriter } from '../../formats/zip/zipWriter.ts';
import { describePackage } from '../../packages/describePackage.ts';
import { signApk } from '../../signing/android/signApk.ts';
import { requireOutput } from '../output.ts';
import { type PasswordSource } from '../passwordSource.ts';
import { openKey, type SignFileWorld } from '../signPackageFile.ts';

export interface ProofRequest {
  readonly appIdentifier: string;
  /** As the console shows it; it is no secret, as the APK shows it to everyone. */
  readonly snippet: string;
  /** Absolute. */
  readonly out: string;
  /** Absolute. */
  readonly keystore: string;
  readonly alias?: string;
  readonly passwords: PasswordSource;
  readonly mayReplace: boolean;
  readonly signal: AbortSignal;
}

export interface Proof {
  readonly sizeBytes: number;
  /** Of the certificate that the console must be given, lower-case hexadecimal. */
  readonly certificateSha256: string;
}

const snippetFile = 'assets/adi-registration.properties';
const minSdk = 24;
const targetSdk = 36;

/** Fails with `verification-snippet-unusable`, or with the issues of identifier and key. */
export async function makeProofApk(world: SignFileWorld, request: ProofRequest): Promise<Proof> {
  const { out, keystore, signal } = request;
  const snippet = request.snippet.trim();
  if (!/^[\w+/=.-]{8,512}$/.test(snippet)) throw Failure.of('verification-snippet-unusable', {});
  await requireOutput(world, { path: out, inputs: [keystore], replaces: 'apk', mayReplace: request.mayReplace });
  const identity = await openKey(world, request);
  const unsigned = bytesSource(await packProof(request.appIdentifier, snippet));
  const output = await world.files.createFile(out);
  try {
    const { digester } = world;
    const { sizeBytes } = await signApk({ source: unsigned, output, identities: [identity], digester, signal });
    const certificateSha256 = await checkedSigner(world, output.temporaryPath, out);
    await output.commit();
    return { sizeBytes, certificateSha256 };
  } finally {
    await output.discard();
  }
}

/** Opens what was written, as every face does. */
async function checkedSigner({ files, clock, digester }: SignFileWorld, path: string, out: string): Promise<string> {
  const source = await files.openFile(path);
  try {
    const request = { trusted: [], now: clock.now(), audience: 'phone', verify: { digester } } as const;
    const { verification, isSound, issues } = await describePackage(source, request);
    const [signer] = verification?.signers ?? [];
    if (!isSound || verification?.verified !== true || !signer) throw issuesFound(issues.map((issue) => issueInFile(issue, out)));
    return signer.sha256;
  } finally {
    await source.close();
  }
}

async function packProof(appIdentifier: string, snippet: string): Promise<Bytes> {
  const pieces: Bytes[] = [];
  const zip = new ZipWriter({ write: async (bytes) => void pieces.push(Uint8Array.from(bytes)) }, { alignment: androidAlignment });
  const manifest = documentElement(
    'manifest',
    { versionCode: 1, versionName: '1' },
    [element('uses-sdk', { minSdkVersion: minSdk, targetSdkVersion: targetSdk }), element('application', { hasCode: false })],
    { package: appIdentifier },
  );
  await zip.addEntry({ name: 'AndroidManifest.xml', method: 'deflated', bytes: encodeAndroidXml(manifest) });
  // Google reads the snippet alone, without a name before it.
  await zip.addEntry({ name: snippetFile, method: 'stored', bytes: utf8(`${snippet}\n`) });
  await zip.finish();
  return concatBytes(...pieces);
}
