/** What a project says about its app, with the place each fact was read from. */

import { type Origin, type Sourced } from '../settings/origin.ts';
import { type Platform } from '../settings/platform.ts';
import { type EngineId } from '../settings/settingsModel.ts';

/** The facts that a package needs. */
export type FactName = 'appIdentifier' | 'name' | 'version' | 'versionCode';

export type ProjectOrigin = Extract<Origin, { readonly kind: 'project' }>;

/** A fact that the project states in a way that only its own build can work out. */
export interface UnknownFact {
  readonly fact: FactName;
  /** As it is written, shortened. */
  readonly written: string;
  readonly origin: ProjectOrigin;
}

/** One way in which a project builds its app: a flavor with a build type, or a scheme of Xcode. */
export interface VariantFacts {
  /** As the tool names it: `freeRelease`, `Shop`. */
  readonly name: string;
  /** Absent where it is computed. */
  readonly appIdentifier?: Sourced<string>;
  /** The flavors, joined: `free`, `freePlay`. Absent where there are none. */
  readonly flavor?: string;
  /** Of Gradle: `debug`, `release`, or what the project calls its own. */
  readonly buildType?: string;
  /** Of Xcode: the target that a scheme archives, and the configuration it does that in, where the scheme says so. */
  readonly target?: string;
  readonly configuration?: string;
  /** Absent where it is computed. */
  readonly isDebuggable?: boolean;
  /** The app of another module of the same Gradle build, with the name of the module before those of its variants: `:wear:release`. */
  readonly ofModule?: PlatformFacts;
}

/** An app extension, a watch app or a clip, which is part of the package and has an identifier and its own profile. */
export interface ExtensionFacts {
  readonly name: string;
  readonly appIdentifier?: Sourced<string>;
}

/** The module of a Gradle build that makes the app. Segments are relative to the app's folder. */
export interface GradleModule {
  /** The folder of the build's settings. */
  readonly root: readonly string[];
  readonly folder: readonly string[];
  /** As Gradle names it: `:app`; empty for the project of the root itself. */
  readonly path: string;
}

/** The app as the project builds it for one platform. */
export interface PlatformFacts {
  readonly appIdentifier?: Sourced<string>;
  readonly name?: Sourced<string>;
  readonly version?: Sourced<string>;
  /** Of iOS: the build number, when it is a whole number. */
  readonly versionCode?: Sourced<number>;
  /** Of Android. */
  readonly targetSdk?: Sourced<number>;
  /** The oldest system that installs it: an API level of Android, a version of iOS. */
  readonly minimumOs?: Sourced<string>;
  /** As the project names it: `@mipmap/ic_launcher`, `AppIcon`. */
  readonly icon?: Sourced<string>;
  /** Of iOS: the scheme of Xcode that is archived where none is named. */
  readonly scheme?: Sourced<string>;
  readonly variants?: readonly VariantFacts[];
  readonly extensions?: readonly ExtensionFacts[];
  /** Where a Gradle build makes it. */
  readonly gradle?: GradleModule;
  /** What the configuration of the framework says, when the native project says something else and is what gets built. */
  readonly otherIdentifier?: Sourced<string>;
  readonly unknown?: readonly UnknownFact[];
}

export interface ProjectFacts {
  /** The engine that builds such a project. */
  readonly engine: EngineId;
  /** The framework as people call it. */
  readonly framework: string;
  /** Shared by the platforms that have none of their own. */
  readonly name?: Sourced<string>;
  readonly version?: Sourced<string>;
  /** Present when the project builds for this platform. */
  readonly android?: PlatformFacts;
  readonly ios?: PlatformFacts;
  /** Of web apps: the folder of the built web files, relative to the app. */
  readonly webDir?: Sourced<string>;
  /** For new settings alone: never taken for what an app is called that has settings already. */
  readonly proposals?: IdentifierProposals;
}

/** Gradle makes no app for iOS: that of Kotlin Multiplatform has an Xcode project next to its modules. */
export function engineOn({ engine }: ProjectFacts, platform: Platform): EngineId {
  return engine === 'gradle' && platform === 'ios' ? 'xcode' : engine;
}

export interface IdentifierProposals {
  /** From the project's own domain. */
  readonly identifier?: Sourced<string>;
  /** The last part of a placeholder, from the name of the package. */
  readonly word?: string;
}

/** Recognises one framework. `undefined`: this folder is none of it. Identification only; building is the engine's. */
export interface ProjectDetector {
  readonly engine: EngineId;
  detect(folder: ProjectFolderView): Promise<ProjectFacts | undefined>;
}

/** What a detector sees of a folder. */
export interface ProjectFolderView {
  readonly name: string;
  text(...relative: readonly string[]): Promise<string | undefined>;
  entries(...relative: readonly string[]): Promise<readonly { readonly name: string; readonly kind: 'file' | 'directory' | 'other' }[]>;
  hasFile(...relative: readonly string[]): Promise<boolean>;
  hasFolder(...relative: readonly string[]): Promise<boolean>;
}
