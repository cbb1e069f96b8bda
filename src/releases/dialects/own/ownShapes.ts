/** What our own API says of what it keeps. Unknown is `null`, and addresses are absolute. */

import { readFacts, readOrigin } from '../../model/storedJson.ts';
import { type App } from '../../use-cases/access.ts';
import { type Destination } from '../../use-cases/destinations.ts';
import { type Group, type Tester } from '../../use-cases/groups.ts';
import { type Release } from '../../use-cases/releases.ts';
import { type Token } from '../../use-cases/tokens.ts';
import { downloadAddress, pageAddress } from '../addresses.ts';

type Shape = Readonly<Record<string, unknown>>;

export function appShape({ id, secret, owner, name, displayName, os, platform, createdAt }: App): Shape {
  return { id, secret, owner: owner.name, name, displayName, os, platform, createdAt };
}

export function releaseShape(release: Release, destinations: readonly Destination[], baseUrl: string): Shape {
  const facts = readFacts(release.facts);
  const { fileName, sizeBytes, sha256, version, shortVersion, notes, isEnabled, uploadedAt } = release;
  return {
    id: release.number,
    version,
    shortVersion,
    fileName,
    sizeBytes,
    sha256,
    appIdentifier: facts.identifier,
    minimumOs: facts.minimumOs,
    architectures: facts.architectures,
    permissions: facts.permissions,
    signer: facts.signer,
    notes,
    isEnabled,
    build: readOrigin(release.build),
    uploadedAt,
    installUrl: pageAddress(baseUrl, release),
    downloadUrl: downloadAddress(baseUrl, release),
    destinations: destinations.map(({ kind, id, name, isMandatory, notifiesTesters }) => ({
      kind,
      id,
      name,
      isMandatory,
      notifiesTesters,
    })),
  };
}

export function groupShape({ id, name, isPublic, createdAt }: Group): Shape {
  return { id, name, isPublic, createdAt };
}

export function testerShape({ id, email }: Tester): Shape {
  return { id, email };
}

export function tokenShape({ id, description, scope, appId, createdAt }: Token): Shape {
  return { id, description, scope, appId, createdAt };
}
