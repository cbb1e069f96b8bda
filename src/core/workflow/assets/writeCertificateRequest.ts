/** Writes a key and the request that Apple's site makes a certificate of. */

import { type CertificateRequestInput, createAppleRequest } from '../../assets/certificate/certificateRequest.ts';
import { encodePrivateKeyFile } from '../../assets/certificate/privateKeyFile.ts';
import { utf8 } from '../../base/bytes.ts';
import { type Secret } from '../../base/secret.ts';
import { encodePem } from '../../formats/pem/pem.ts';
import { type AssetWorld, privateMode, requireFree } from './newAsset.ts';

export interface NewCertificateRequest extends CertificateRequestInput {
  /** Absolute. */
  readonly path: string;
  readonly keyPath: string;
  /** Without one, anyone who can read the file of the key can use it. */
  readonly keyPassword?: Secret | undefined;
  readonly mayReplace?: boolean;
}

export async function writeCertificateRequest(world: AssetWorld, wish: NewCertificateRequest): Promise<void> {
  const { files, random } = world;
  const { path, keyPath, keyPassword, mayReplace, ...input } = wish;
  await requireFree(world, path, mayReplace, [keyPath]);
  await requireFree(world, keyPath, mayReplace, [path]);
  const { privateKey, request } = await createAppleRequest(input);
  const key = utf8(await encodePrivateKeyFile(privateKey, keyPassword, random));
  await files.writeFiles([
    { path: keyPath, bytes: key, mode: privateMode },
    { path, bytes: utf8(encodePem('CERTIFICATE REQUEST', request)) },
  ]);
}
