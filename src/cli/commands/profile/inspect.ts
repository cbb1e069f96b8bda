/** `mdist profile inspect`: which app, which certificates and which devices a provisioning profile is for, and whether its signature is valid. */

import { issueInFile } from '../../../core/base/issue.ts';
import { certificateName } from '../../../core/assets/apple/appleCertificateKind.ts';
import { inspectProfile, largestProfile } from '../../../core/assets/provisioning-profile/inspectProfile.ts';
import { dayOf } from '../../../core/assets/validity.ts';
import { plainDictionary, type PlainValue } from '../../../core/formats/plist/plainPlist.ts';
import { fingerprintText } from '../../../core/base/fingerprintText.ts';
import { type Command } from '../../grammar/command.ts';

/** People look for a device by its end; all of them are in the document of `--json`. */
const mostShown = 20;

export const profileInspect: Command = {
  path: ['profile', 'inspect'],
  summary: 'Show the contents of a provisioning profile and check its signature',
  operands: [{ name: 'FILE', says: 'Provisioning profile (.mobileprovision, .provisionprofile)' }],
  options: {},
  examples: ['mdist profile inspect adhoc.mobileprovision', 'mdist profile inspect adhoc.mobileprovision --json'],
  run: async (input, services) => {
    const { files, clock, trustedRoots = [] } = services.ports;
    const path = input.operandPath(0);
    const bytes = await files.readFile(path, { maxBytes: largestProfile });
    const inspection = inspectProfile(bytes, { now: clock.now(), trusted: trustedRoots });
    const { name, uuid, kind, teamIdentifier, applicationIdentifier, expiresAt, devices, certificates, signatureValid, profile } =
      inspection;
    return {
      document: {
        path,
        name: name ?? null,
        uuid: uuid ?? null,
        kind: kind ?? null,
        teamIdentifier: teamIdentifier ?? null,
        applicationIdentifier: applicationIdentifier ?? null,
        expiresAt: expiresAt ?? null,
        devices,
        certificates: certificates.map(({ subject, sha1 }) => ({ subject: subject.text, sha1 })),
        signatureValid,
        entitlements: profile ? plainDictionary(profile.entitlements) : null,
      },
      issues: inspection.issues.map((issue) => issueInFile(issue, path)),
      write: (page) => {
        page.heading(`${path}: ${profile ? 'provisioning profile' : 'no provisioning profile'}`);
        if (!profile) return;
        page.line();
        page.facts([
          ['Name', name],
          ['Kind', kind],
          ['App', applicationIdentifier],
          ['Team', [teamIdentifier, profile.teamName].filter(Boolean).join(', ')],
          ['Platforms', profile.platforms.join(', ') || undefined],
          ['UUID', uuid],
          ['Created', profile.createdAt && dayOf(profile.createdAt)],
          ['Expires', expiresAt && dayOf(expiresAt)],
          ['Signature', signatureValid ? 'valid' : 'not valid'],
          ['Managed by Xcode', profile.isXcodeManaged ? true : undefined],
        ]);
        page.heading(`Certificates (${certificates.length})`);
        page.table(
          ['Name', 'Until', 'SHA-1'],
          certificates.map((certificate) => [certificateName(certificate), dayOf(certificate.notAfter), fingerprintText(certificate.sha1)]),
        );
        if (profile.devices) {
          page.heading(`Devices (${devices.length})`);
          for (const device of devices.slice(0, mostShown)) page.line(device);
          if (devices.length > mostShown) page.line(`and ${devices.length - mostShown} more`);
        }
        page.heading(`Entitlements (${profile.entitlements.entries.size})`);
        page.facts(Object.entries(plainDictionary(profile.entitlements)).map(([key, value]) => [key, entitlementText(value)]));
      },
    };
  },
};

function entitlementText(value: PlainValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
