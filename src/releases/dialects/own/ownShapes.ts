/** What our own API says of what it keeps, in the types of `answers.ts`. */

import type * as z from 'zod/mini';
import { readFacts, readFields, readLabels, readOrigin, readTexts } from '../../model/storedJson.ts';
import { type App } from '../../use-cases/access.ts';
import { type Destination } from '../../use-cases/destinations.ts';
import { type RegisteredDevice } from '../../use-cases/devices.ts';
import { type ShownFeedback } from '../../use-cases/feedback.ts';
import { type Group, type Tester } from '../../use-cases/groups.ts';
import { type ShownRule } from '../../use-cases/releaseRules.ts';
import { type Release } from '../../use-cases/releases.ts';
import { type Symbols } from '../../use-cases/symbols.ts';
import { type Token } from '../../use-cases/tokens.ts';
import { downloadAddress, pageAddress } from '../addresses.ts';
import {
  type appAnswer,
  type deviceAnswer,
  type feedbackAnswer,
  type groupAnswer,
  type releaseAnswer,
  type ruleAnswer,
  type symbolsAnswer,
  type tokenAnswer,
} from './answers.ts';

export function appShape({ id, secret, owner, name, displayName, os, platform, createdAt }: App): z.input<typeof appAnswer> {
  return { id, secret, owner: owner.name, name, displayName, os, platform, createdAt };
}

export function releaseShape(release: Release, destinations: readonly Destination[], baseUrl: string): z.input<typeof releaseAnswer> {
  const facts = readFacts(release.facts);
  const { fileName, sizeBytes, sha256, bundleSha256, version, shortVersion, notes, isEnabled, externalUrl, uploadedAt, deletedAt } =
    release;
  return {
    id: release.number,
    version,
    shortVersion,
    fileName,
    sizeBytes,
    sha256,
    bundleSha256,
    appIdentifier: facts.identifier,
    minimumOs: facts.minimumOs,
    architectures: [...facts.architectures],
    permissions: facts.permissions && [...facts.permissions],
    signer: facts.signer,
    signingKey: facts.signingKey,
    notes,
    isEnabled,
    build: readOrigin(release.build),
    labels: [...readLabels(release.labels)],
    fields: readFields(release.fields),
    externalUrl,
    uploadedAt,
    deletedAt,
    installUrl: pageAddress(baseUrl, release),
    downloadUrl: downloadAddress(baseUrl, release),
    destinations: destinations.map(({ kind, id, name, isMandatory, notifiesTesters, storeState = null, order }) => ({
      kind,
      id,
      name,
      isMandatory,
      notifiesTesters,
      storeState,
      orderState: order?.state ?? null,
      orderProblem: order?.problem ?? null,
    })),
  };
}

export function groupShape({ id, name, isPublic, appId, createdAt }: Group): z.input<typeof groupAnswer> {
  return { id, name, isPublic, isShared: appId === null, createdAt };
}

export function testerShape({ id, email }: Tester): { readonly id: string; readonly email: string } {
  return { id, email };
}

export function tokenShape({ id, description, scope, appId, createdAt }: Token): z.input<typeof tokenAnswer> {
  return { id, description, scope, appId, createdAt };
}

export function deviceShape({ device, registration, testerEmail }: RegisteredDevice): z.input<typeof deviceAnswer> {
  const { udid, name, model, osVersion } = device;
  return { udid, name, model, osVersion, testerEmail, state: registration.state, registeredAt: registration.createdAt };
}

export function feedbackShape({ feedback, release, testerEmail }: ShownFeedback): z.input<typeof feedbackAnswer> {
  const { id, at, author, text, device, isResolved, screenshots } = feedback;
  return { id, release: release.number, at, testerEmail, author, text, device, isResolved, screenshots: [...readTexts(screenshots)] };
}

export function ruleShape({ rule, groupName }: ShownRule): z.input<typeof ruleAnswer> {
  const { id, branch, isMandatory, notifiesTesters } = rule;
  return { id, branch, group: groupName, isMandatory, notifiesTesters };
}

export function symbolsShape({ fileName, sizeBytes, sha256, uploadedAt }: Symbols): z.input<typeof symbolsAnswer> {
  return { fileName, sizeBytes, sha256, uploadedAt };
}
