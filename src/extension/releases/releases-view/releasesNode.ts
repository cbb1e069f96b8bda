/**
 * The nodes of the view Releases: server → app → groups with their testers, and releases with their destinations; account at a store → app → what
 * is there, and what testers of TestFlight sent.
 */

import {
  type ServerApp,
  type ServerDevice,
  type ServerFeedback,
  type ServerGroup,
  type ServerRelease,
} from '../../../releases/client/serverAnswers.ts';
import { type BetaFeedback } from '../../../core/stores/app-store-connect/betaTesting.ts';
import { type StoreAccount } from '../../../core/stores/storeAccount.ts';
import { type KnownServer } from '../servers/knownServer.ts';
import { type StoreRow } from '../stores/storeRows.ts';

export type ReleasesNode =
  | ServerNode
  | ServerAppNode
  | GroupsNode
  | GroupNode
  | TesterNode
  | ReleaseNode
  | DestinationNode
  | OlderNode
  | NoteNode
  | DevicesNode
  | DeviceNode
  | FeedbackListNode
  | FeedbackNode;

/** What is at stores. */
export type StoreNode = StoreAccountNode | StoreAppNode | StoreReleaseNode | BetaFeedbackListNode | BetaFeedbackNode | StoreNoteNode;

export type ReleasesRow = ReleasesNode | StoreNode;

export interface StoreAccountNode {
  readonly kind: 'storeAccount';
  readonly account: StoreAccount;
}

export interface StoreAppNode extends Omit<StoreAccountNode, 'kind'> {
  readonly kind: 'storeApp';
  readonly appIdentifier: string;
}

interface StoreReleaseNode extends Omit<StoreAppNode, 'kind'> {
  readonly kind: 'storeRelease';
  readonly row: StoreRow;
}

interface BetaFeedbackListNode extends Omit<StoreAppNode, 'kind'> {
  readonly kind: 'betaFeedbackList';
  readonly feedback: readonly BetaFeedback[];
}

interface BetaFeedbackNode extends Omit<StoreAppNode, 'kind'> {
  readonly kind: 'betaFeedback';
  readonly said: BetaFeedback;
}

interface StoreNoteNode extends Omit<StoreAccountNode, 'kind'> {
  readonly kind: 'storeNote';
  readonly text: string;
  readonly isProblem: boolean;
}

export interface ServerNode {
  readonly kind: 'server';
  readonly server: KnownServer;
}

export interface ServerAppNode {
  readonly kind: 'serverApp';
  readonly server: KnownServer;
  readonly serverApp: ServerApp;
}

/** Devices that no package lists yet. */
interface DevicesNode extends Omit<ServerAppNode, 'kind'> {
  readonly kind: 'devices';
  readonly devices: readonly ServerDevice[];
}

interface DeviceNode extends Omit<ServerAppNode, 'kind'> {
  readonly kind: 'device';
  readonly device: ServerDevice;
}

/** What no one has resolved yet. */
interface FeedbackListNode extends Omit<ServerAppNode, 'kind'> {
  readonly kind: 'feedbackList';
  readonly feedback: readonly ServerFeedback[];
}

interface FeedbackNode extends Omit<ServerAppNode, 'kind'> {
  readonly kind: 'feedback';
  readonly said: ServerFeedback;
}

interface GroupsNode extends Omit<ServerAppNode, 'kind'> {
  readonly kind: 'groups';
}

export interface GroupNode extends Omit<ServerAppNode, 'kind'> {
  readonly kind: 'group';
  readonly group: ServerGroup;
}

interface TesterNode extends Omit<GroupNode, 'kind'> {
  readonly kind: 'tester';
  readonly email: string;
}

export interface ReleaseNode extends Omit<ServerAppNode, 'kind'> {
  readonly kind: 'release';
  readonly release: ServerRelease;
}

export interface DestinationNode extends Omit<ReleaseNode, 'kind'> {
  readonly kind: 'destination';
  readonly destination: ServerRelease['destinations'][number];
}

/** Stands for releases below a number until it is opened. */
interface OlderNode extends Omit<ServerAppNode, 'kind'> {
  readonly kind: 'older';
  readonly before: number;
}

/** A sentence where there is nothing else to show, such as the reason why a server does not answer. */
interface NoteNode {
  readonly kind: 'note';
  readonly server: KnownServer;
  readonly text: string;
  readonly isProblem: boolean;
}

export function isReleasesNode(value: unknown): value is ReleasesNode {
  return typeof value === 'object' && value !== null && 'kind' in value && 'server' in value;
}

export function isStoreNode(value: unknown): value is StoreNode {
  return typeof value === 'object' && value !== null && 'kind' in value && 'account' in value;
}
