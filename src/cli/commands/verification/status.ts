/** `mdist verification status`: whether a package is registered for Android developer verification, with the certificates that sign it. */

import { fingerprintText } from '../../../core/base/fingerprintText.ts';
import { type Registration } from '../../../core/stores/developer-verification/registrationStatus.ts';
import { registrationOf, registrationOfPackage } from '../../../core/workflow/stores/registration.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { readKey } from '../../secrets/readSecret.ts';
import { requireEndpoint } from '../store/storeAccess.ts';

const consolePage = 'https://developer.android.com/developer-verification';

export const verificationStatus: Command = {
  path: ['verification', 'status'],
  summary: 'Show whether a package is registered for Android developer verification',
  details: [
    'Google asks that packages for certified devices are registered by a verified developer, in Brazil, Indonesia, Singapore and Thailand since September 2026, elsewhere from 2027. Its pages do not agree yet on what happens to packages that are not; adb installs them.',
    'The key is an API key of a Google Cloud project in which the Android Developer ID Status API is enabled, or the JSON key of a service account.',
  ],
  operands: [{ name: 'FILE', says: 'The package: .apk or .aab', isOptional: true }],
  options: {
    'app-identifier': { type: 'text', placeholder: 'ID', says: 'Instead of a file: the package name' },
    fingerprint: { type: 'text', placeholder: 'SHA-256', says: 'With --app-identifier: the certificate that signs the app' },
    key: { type: 'secret', says: 'Source of the API key or of the key of a service account; a file is read whole' },
    endpoint: { type: 'text', placeholder: 'URL', says: 'Address to use instead of Google’s own, such as a proxy' },
  },
  examples: [
    'mdist verification status app.apk --key env:GOOGLE_API_KEY',
    'mdist verification status --app-identifier com.acme.hello --fingerprint 0A:1B… --key file:key.json --json',
  ],
  run: async (input, services) => {
    const reference = input.secret('key');
    if (reference === undefined) throw usageFailure('--key is missing', 'Add --key file:PATH or --key env:NAME');
    const endpoint = input.text('endpoint');
    if (endpoint !== undefined) requireEndpoint(endpoint);
    const request = { key: await readKey(services, '--key', reference), endpoint, signal: services.signal };
    const world = await services.loadWorkflow();
    const given = input.text('app-identifier');
    const hasFile = input.operands.length > 0;
    if (hasFile === (given !== undefined)) throw usageFailure('Give either a file or --app-identifier', 'Add one of them');
    const found =
      given === undefined
        ? await registrationOfPackage(world, input.operandPath(0), request)
        : { ...(await registrationOf(world, given, fingerprintsOf(input.text('fingerprint')), request)), issues: [] };
    const { appIdentifier, certificates, issues } = found;
    const isRegistered = certificates.every(({ registration }) => registration === 'registered');
    return {
      document: { appIdentifier, registered: isRegistered, certificates },
      issues,
      write: (page) => {
        page.facts([['App identifier', appIdentifier]]);
        page.table(
          ['Certificate', 'Registration'],
          certificates.map(({ sha256, registration }) => [sha256 === '' ? 'any' : fingerprintText(sha256), registrationText[registration]]),
        );
        if (!isRegistered) page.line(`Register the package in the Play Console or the Android Developer Console: ${consolePage}`);
      },
      ...(!isRegistered && { next: ['mdist verification proof --help'] }),
    };
  },
};

const registrationText: Readonly<Record<Registration, string>> = {
  registered: 'registered',
  'not-registered': 'not registered',
  'other-certificate': 'registered with another certificate',
  unknown: 'not known',
};

function fingerprintsOf(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  const digits = text.replaceAll(':', '').toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(digits)) throw usageFailure(`--fingerprint ${text} is not a SHA-256 fingerprint`, 'Use 64 hexadecimal digits');
  return [digits];
}
