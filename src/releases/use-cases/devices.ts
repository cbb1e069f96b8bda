/**
 * Devices of Apple, which must be in a package's provisioning profile. A tester registers one from the page of a release; the registration
 * waits until a release lists the device, or its owner settles it.
 */

import { Failure } from '../../core/base/failure.ts';
import { phrase } from '../../core/base/phrase.ts';
import { type Secret } from '../../core/base/secret.ts';
import { normalizedUdid } from '../model/deviceNames.ts';
import { type PackageFacts } from '../model/packageFacts.ts';
import { readFacts } from '../model/storedJson.ts';
import { type Row } from '../model/tables.ts';
import { type RecordTransaction } from '../ports/records.ts';
import { requireAccountToken, requireWrite, type App } from './access.ts';
import { listApps } from './apps.ts';
import { audit } from './auditLog.ts';
import { ensureTester } from './groups.ts';
import { hashOfSecret, newSecret } from './identifiers.ts';
import { type Actor, type ReleaseWorld } from './releaseWorld.ts';
import { type Release } from './releases.ts';
import { announce } from './webhooks.ts';

export type Device = Row<'device'>;
export type Registration = Row<'registration'>;

export interface DeviceInput {
  readonly udid: string;
  readonly name?: string | undefined;
  readonly model?: string | undefined;
  readonly osVersion?: string | undefined;
  readonly osBuild?: string | undefined;
  readonly serial?: string | undefined;
  readonly imei?: string | undefined;
}

const enrollmentMs = 60 * 60 * 1000;
const longestField = 200;
/** Of one release at once: pages give them out without asking who is there. */
const mostEnrollments = 1000;

/** The challenge of a configuration profile, valid for an hour and for one device. */
export async function beginEnrollment(world: ReleaseWorld, release: Release, testerId: string | null): Promise<Secret> {
  const challenge = newSecret(world.random);
  const now = world.clock.now();
  await world.records.transaction(async (transaction) => {
    const open = await transaction.find('enrollment', { where: { releaseId: release.id } });
    for (const { hash, expiresAt } of open) if (expiresAt < now.toISOString()) await transaction.remove('enrollment', { hash });
    if (open.length >= mostEnrollments)
      throw Failure.of('release-refused', { reason: phrase('too many devices register at the same time') });
    await transaction.insert('enrollment', {
      hash: hashOfSecret(challenge),
      releaseId: release.id,
      testerId,
      udid: null,
      createdAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + enrollmentMs).toISOString(),
    });
  });
  return challenge;
}

export interface Enrolled {
  readonly device: Device;
  readonly release: Release;
  /** Whether the profile of the release lists the device already; `null` when that is not known. */
  readonly isProvisioned: boolean | null;
}

/** What a device answered to its profile. The same device may answer again. Fails with `release-unauthorized` for an unknown challenge. */
export async function completeEnrollment(world: ReleaseWorld, challenge: Secret, input: DeviceInput): Promise<Enrolled> {
  const hash = hashOfSecret(challenge);
  const udid = requireUdid(input.udid);
  const now = world.clock.now().toISOString();
  return await world.records.transaction(async (transaction) => {
    const enrollment = await transaction.one('enrollment', { hash });
    if (!enrollment || enrollment.expiresAt < now || (enrollment.udid !== null && enrollment.udid !== udid))
      throw Failure.of('release-unauthorized', {});
    const release = await transaction.one('release', { id: enrollment.releaseId, deletedAt: null });
    if (!release) throw Failure.of('release-unauthorized', {});
    await transaction.update('enrollment', { hash }, { udid });
    const device = await putDevice(transaction, { ...input, udid }, { testerId: enrollment.testerId, ownerId: null, now });
    const isProvisioned = isProvisionedFor(readFacts(release.facts), udid);
    await register(transaction, { appId: release.appId, udid, releaseId: release.id, now, isProvisioned });
    if (isProvisioned !== true) await announce(world, transaction, { event: 'device', appId: release.appId, releaseId: release.id, udid });
    await audit(
      world,
      transaction,
      { userId: enrollment.testerId ?? 'device' },
      { action: 'device.register', subject: udid, appId: release.appId },
    );
    return { device, release, isProvisioned };
  });
}

/** The device that answered, for the page that the device is sent to. */
export async function findEnrolled({ records }: ReleaseWorld, challenge: Secret): Promise<Enrolled | undefined> {
  const enrollment = await records.one('enrollment', { hash: hashOfSecret(challenge) });
  if (!enrollment || enrollment.udid === null) return undefined;
  const device = await records.one('device', { udid: enrollment.udid });
  const release = await records.one('release', { id: enrollment.releaseId, deletedAt: null });
  return device && release && { device, release, isProvisioned: isProvisionedFor(readFacts(release.facts), device.udid) };
}

/** By hand, for an app: the device waits until a release lists it. */
export async function registerDevice(
  world: ReleaseWorld,
  actor: Actor,
  app: App,
  { email, ...input }: DeviceInput & { readonly email?: string | undefined },
): Promise<Device> {
  requireWrite(actor);
  const udid = requireUdid(input.udid);
  const now = world.clock.now().toISOString();
  return await world.records.transaction(async (transaction) => {
    const tester = email === undefined ? undefined : await ensureTester(world, transaction, email);
    const device = await putDevice(
      transaction,
      { ...input, udid },
      { testerId: tester?.id ?? null, ownerId: tester ? null : actor.userId, now },
    );
    const [newest] = await transaction.find('release', {
      where: { appId: app.id, isEnabled: true, deletedAt: null },
      order: [['number', 'descending']],
      limit: 1,
    });
    const isProvisioned = newest ? isProvisionedFor(readFacts(newest.facts), udid) : null;
    await register(transaction, { appId: app.id, udid, releaseId: newest?.id ?? null, now, isProvisioned });
    await audit(world, transaction, actor, { action: 'device.register', subject: udid, appId: app.id });
    return device;
  });
}

function requireUdid(text: string): string {
  const udid = normalizedUdid(text);
  if (udid === undefined) throw Failure.of('release-refused', { reason: phrase('the device identifier is not a UDID') });
  return udid;
}

/** What is not said again stays. */
async function putDevice(
  transaction: RecordTransaction,
  input: DeviceInput,
  { testerId, ownerId, now }: { readonly testerId: string | null; readonly ownerId: string | null; readonly now: string },
): Promise<Device> {
  const known = await transaction.one('device', { udid: input.udid });
  const text = (name: 'name' | 'model' | 'osVersion' | 'osBuild' | 'serial' | 'imei'): string | null =>
    input[name]?.replace(/\p{Cc}/gu, ' ').slice(0, longestField) ?? known?.[name] ?? null;
  const device: Device = {
    udid: input.udid,
    testerId: testerId ?? known?.testerId ?? null,
    name: text('name'),
    model: text('model'),
    osVersion: text('osVersion'),
    registeredAt: known?.registeredAt ?? now,
    osBuild: text('osBuild'),
    serial: text('serial'),
    imei: text('imei'),
    ownerId: ownerId ?? known?.ownerId ?? null,
  };
  if (known) await transaction.update('device', { udid: device.udid }, device);
  else await transaction.insert('device', device);
  return device;
}

interface NewRegistration {
  readonly appId: string;
  readonly udid: string;
  readonly releaseId: string | null;
  readonly now: string;
  readonly isProvisioned: boolean | null;
}

async function register(transaction: RecordTransaction, { appId, udid, releaseId, now, isProvisioned }: NewRegistration): Promise<void> {
  const key = { appId, udid };
  const state = isProvisioned === true ? 'done' : 'waiting';
  const row = { state, releaseId, settledAt: isProvisioned === true ? now : null };
  if (!(await transaction.insert('registration', { ...key, ...row, createdAt: now }))) await transaction.update('registration', key, row);
}

/** `null` for what has no profile that lists devices. */
export function isProvisionedFor({ profileDevices, profileKind }: PackageFacts, udid: string): boolean | null {
  if (profileKind === 'in-house') return true;
  return profileDevices === null ? null : profileDevices.some((listed) => normalizedUdid(listed) === normalizedUdid(udid));
}

/** A new release was signed for these devices: no one of them waits any more. */
export async function settleByProfile(transaction: RecordTransaction, appId: string, facts: PackageFacts, now: string): Promise<void> {
  const waiting = await transaction.find('registration', { where: { appId, state: 'waiting' } });
  const settled = waiting.filter(({ udid }) => isProvisionedFor(facts, udid) === true).map(({ udid }) => udid);
  if (settled.length > 0) await transaction.update('registration', { appId, udid: settled }, { state: 'done', settledAt: now });
}

export interface RegisteredDevice {
  readonly device: Device;
  readonly registration: Registration;
  readonly testerEmail: string | null;
}

/** Those that registered for an app, newest first. */
export async function listDevices({ records }: ReleaseWorld, app: Pick<App, 'id'>): Promise<readonly RegisteredDevice[]> {
  const registrations = await records.find('registration', { where: { appId: app.id }, order: [['createdAt', 'descending']] });
  const devices = new Map(
    (await records.find('device', { where: { udid: registrations.map(({ udid }) => udid) } })).map((device) => [device.udid, device]),
  );
  const testerIds = [...devices.values()].flatMap(({ testerId }) => testerId ?? []);
  const emails = new Map((await records.find('tester', { where: { id: testerIds } })).map(({ id, email }) => [id, email]));
  return registrations.flatMap((registration) => {
    const device = devices.get(registration.udid);
    return device ? [{ device, registration, testerEmail: emails.get(device.testerId ?? '') ?? null }] : [];
  });
}

/** Of the testers of a group, for all apps they registered for. */
export async function devicesOfTesters({ records }: ReleaseWorld, testerIds: readonly string[]): Promise<readonly Device[]> {
  return await records.find('device', { where: { testerId: testerIds }, order: [['registeredAt', 'ascending']] });
}

export interface WaitingDevice extends RegisteredDevice {
  readonly app: App;
}

/** All that wait for a release, of every app that someone sees. */
export async function waitingDevices(world: ReleaseWorld, actor: Actor): Promise<readonly WaitingDevice[]> {
  const apps = await listApps(world, actor);
  const waiting = await world.records.find('registration', { where: { appId: apps.map(({ id }) => id), state: 'waiting' } });
  const ids = new Set(waiting.map(({ appId }) => appId));
  const found: WaitingDevice[] = [];
  for (const app of apps)
    if (ids.has(app.id))
      found.push(
        ...(await listDevices(world, app)).filter(({ registration }) => registration.state === 'waiting').map((each) => ({ ...each, app })),
      );
  return found;
}

/** Ends the waiting of a device; it may register again. Fails with `release-not-found`. */
export async function settleRegistration(
  world: ReleaseWorld,
  actor: Actor,
  app: App,
  { udid, state }: { readonly udid: string; readonly state: 'done' | 'dismissed' },
): Promise<void> {
  requireWrite(actor);
  const settledAt = world.clock.now().toISOString();
  await world.records.transaction(async (transaction) => {
    const count = await transaction.update('registration', { appId: app.id, udid }, { state, settledAt });
    if (count === 0) throw Failure.of('release-not-found', { what: phrase('Device'), name: udid });
    await audit(world, transaction, actor, { action: 'device.settle', subject: udid, appId: app.id, details: { state } });
  });
}

/** For no app yet: the user is known as its owner. */
export async function registerOwnDevice(world: ReleaseWorld, actor: Actor, input: DeviceInput): Promise<Device> {
  requireWrite(actor);
  requireAccountToken(actor);
  const udid = requireUdid(input.udid);
  const now = world.clock.now().toISOString();
  return await world.records.transaction(async (transaction) => {
    const device = await putDevice(transaction, { ...input, udid }, { testerId: null, ownerId: actor.userId, now });
    await audit(world, transaction, actor, { action: 'device.register', subject: udid });
    return device;
  });
}

/** Of the user, not of testers. */
export async function listOwnDevices({ records }: ReleaseWorld, actor: Actor): Promise<readonly Device[]> {
  requireAccountToken(actor);
  return await records.find('device', { where: { ownerId: actor.userId }, order: [['registeredAt', 'ascending']] });
}

/** Fails with `release-not-found`. */
export async function deleteOwnDevice(world: ReleaseWorld, actor: Actor, udid: string): Promise<void> {
  requireWrite(actor);
  requireAccountToken(actor);
  await world.records.transaction(async (transaction) => {
    const count = await transaction.remove('device', { udid, ownerId: actor.userId });
    if (count === 0) throw Failure.of('release-not-found', { what: phrase('Device'), name: udid });
    await audit(world, transaction, actor, { action: 'device.delete', subject: udid });
  });
}

/** Takes the device off the list of an app; the device itself goes with its last registration. */
export async function removeDevice(world: ReleaseWorld, actor: Actor, app: App, udid: string): Promise<void> {
  requireWrite(actor);
  await world.records.transaction(async (transaction) => {
    const count = await transaction.remove('registration', { appId: app.id, udid });
    if (count === 0) throw Failure.of('release-not-found', { what: phrase('Device'), name: udid });
    if ((await transaction.count('registration', { udid })) === 0) await transaction.remove('device', { udid });
    await audit(world, transaction, actor, { action: 'device.remove', subject: udid, appId: app.id });
  });
}
