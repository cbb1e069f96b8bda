/**
 * What the workflow works with: a small world for each use, so that who checks, signs or reads packages needs no more than that; and all of
 * them together for who creates packages, given once by the composition root.
 */

import { type SessionCache } from '../assets/sessionCache.ts';
import { type Engine } from '../engines/engine/engine.ts';
import { type MachineFacts } from '../engines/engine/machineFacts.ts';
import { type Certificate } from '../formats/x509/certificate.ts';
import { type Clock } from '../ports/clock.ts';
import { type ContentDigester } from '../ports/contentDigester.ts';
import { type FileSystem, type PathTools } from '../ports/fileSystem.ts';
import { type ProcessRunner } from '../ports/processRunner.ts';
import { type Random } from '../ports/random.ts';
import { type SourceControl } from '../ports/sourceControl.ts';
import { type TokenFiles } from '../stores/google/externalAccount.ts';
import { type LockWorld } from '../versions/targetLock.ts';
import { type AppWorld } from './openApp.ts';
import { type PackageTools } from './packageTools.ts';

export interface FilesWorld {
  readonly files: FileSystem;
  readonly paths: PathTools;
}

/** To ask what is kept of a project. */
export interface ProjectWorld extends FilesWorld {
  readonly sourceControl: SourceControl;
}

/** To open keystores, certificates and provisioning profiles, and to say whether git tracks them. */
export interface SigningWorld extends ProjectWorld {
  readonly clock: Clock;
  readonly random: Random;
  /** The folder of this user's own files of the product, where the debug key lies. */
  readonly userFolder: string;
  /** The user's home, below which Xcode keeps its profiles; without it they are not looked at. */
  readonly homeFolder?: string;
  /** What files with a password gave, for this session; without it each is opened again. */
  readonly sessionCache?: SessionCache;
  /** Roots of certificates and profiles that are trusted besides Apple's. */
  readonly trustedRoots?: readonly Certificate[];
}

/** To ask who builds an app, and what this machine has for that. */
export interface EngineWorld {
  readonly engines: readonly Engine[];
  readonly machine: MachineFacts;
}

/** To check an app before anything is built. */
export interface CheckWorld extends SigningWorld, EngineWorld, Pick<AppWorld, 'evaluated'> {}

/** To sign packages, and to read them again. */
export interface PackageWorld extends FilesWorld {
  readonly clock: Clock;
  readonly tools: PackageTools;
  /** Roots of certificates and profiles that are trusted besides Apple's. */
  readonly trustedRoots?: readonly Certificate[];
}

/** To write what was created into the ledger. */
export interface RecordingWorld extends ProjectWorld {
  readonly clock: Clock;
  readonly random: Random;
}

/** To create packages: all of it, with what keeps other runs off and what starts programs. */
export interface WorkflowWorld extends CheckWorld, PackageWorld, LockWorld {
  /** Where the files of tokens are that a key for a store names: outside of the workspace, whatever that may read. */
  readonly tokenFiles?: TokenFiles;
  readonly digester: ContentDigester;
  /** What engines start programs with. */
  readonly programs: ProcessRunner;
}
