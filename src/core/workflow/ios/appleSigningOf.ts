/** What Xcode gets to sign with, of the assets that sign the package. Its password is of this run alone, and is masked like any other. */

import { certificateName } from '../../assets/apple/appleCertificateKind.ts';
import { toHex } from '../../base/bytes.ts';
import { Secret } from '../../base/secret.ts';
import { type AppleSigning } from '../../engines/xcode/appleSigning.ts';
import { encodePkcs12 } from '../../formats/pkcs12/encodePkcs12.ts';
import { type LockWorld } from '../../versions/targetLock.ts';
import { profileFor } from './signingAssets.ts';
import { type SigningAssets } from './sealInput.ts';

export async function appleSigningOf(
  { random, processes }: Pick<LockWorld, 'random' | 'processes'>,
  { certificate, profiles }: SigningAssets,
  keepOut: (secret: Secret) => void,
): Promise<AppleSigning> {
  const { certificate: leaf } = certificate.filed;
  const [first] = profiles;
  let runName: string | undefined;
  return {
    sha1: leaf.sha1,
    // It becomes a line of a settings file, and profiles come from anywhere.
    team: first?.profile.teamIdentifiers.find((each) => /^\w{1,40}$/.test(each)),
    profileFor: (identifier) => {
      const found = profileFor(profiles, identifier);
      const uuid = found?.profile.uuid;
      // It becomes the name of a file.
      return found && uuid !== undefined && /^[0-9A-Fa-f-]{36}$/.test(uuid) ? { uuid, bytes: found.bytes } : undefined;
    },
    transport: async () => {
      const password = new Secret(toHex(random.bytes(24)));
      keepOut(password);
      const entry = { alias: certificateName(leaf), ...certificate.identity };
      const randomBytes = (count: number) => random.bytes(count);
      return { password, file: await encodePkcs12({ entries: [entry], password, form: 'compatible', randomBytes }) };
    },
    get runName() {
      return (runName ??= toHex(random.bytes(8)));
    },
    owner: await processes.current(),
    isRunning: async (mark) => await processes.isRunning(mark),
  };
}
