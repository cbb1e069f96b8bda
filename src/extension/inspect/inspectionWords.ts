/** The words of the inspection report, as the report asks for them. */

import { type Severity } from '../../core/base/issue.ts';

export interface InspectionWords {
  readonly noPackage: string;
  readonly sections: Readonly<
    Record<'package' | 'names' | 'issues' | 'signing' | 'permissions' | 'features' | 'components' | 'sizes' | 'code' | 'libraries', string>
  >;
  readonly labels: Readonly<Record<LabelId, string>>;
  readonly formats: Readonly<Record<'apk' | 'aab', string>>;
  readonly severities: Readonly<Record<Severity, string>>;
  readonly yes: string;
  readonly no: string;
  readonly none: string;
  readonly noIssues: string;
  readonly allAbis: string;
  readonly notSigned: string;
  readonly verified: string;
  readonly notVerified: string;
  readonly jarSignature: string;
  readonly selfSigned: string;
  readonly bytes: (count: number) => string;
  readonly level: (level: number, android: string) => string;
  readonly period: (from: string, to: string) => string;
  readonly upTo: (name: string, level: number) => string;
  readonly optional: (name: string) => string;
}

type LabelId =
  | 'file'
  | 'format'
  | 'size'
  | 'sha256'
  | 'appIdentifier'
  | 'version'
  | 'versionCode'
  | 'minSdk'
  | 'targetSdk'
  | 'compileSdk'
  | 'debuggable'
  | 'testOnly'
  | 'abis'
  | 'modules'
  | 'bundletool'
  | 'split'
  | 'verdict'
  | 'schemes'
  | 'subject'
  | 'issuer'
  | 'key'
  | 'valid'
  | 'certificateSha256'
  | 'kind'
  | 'name'
  | 'reachable'
  | 'part'
  | 'frame'
  | 'files'
  | 'stored'
  | 'unpacked'
  | 'share'
  | 'dexVersion'
  | 'classes'
  | 'methods'
  | 'uncompressed'
  | 'pages16k';
