/**
 * Every issue code of the product, with its severity, message and remedy. The rows are in one file a topic next to this
 * one; a code belongs to exactly one topic (a test looks).
 */

import { androidProtoIssues } from './androidProtoIssues.ts';
import { androidXmlIssues } from './androidXmlIssues.ts';
import { resourceTableIssues } from './resourceTableIssues.ts';
import { certificateIssues } from './certificateIssues.ts';
import { dexIssues } from './dexIssues.ts';
import { elfIssues } from './elfIssues.ts';
import { fileIssues } from './fileIssues.ts';
import { identifierIssues } from './identifierIssues.ts';
import { importIssues } from './importIssues.ts';
import { ipaIssues } from './ipaIssues.ts';
import { listingIssues } from './listingIssues.ts';
import { machOIssues } from './machOIssues.ts';
import { packageIssues } from './packageIssues.ts';
import { projectIssues } from './projectIssues.ts';
import { nativeBuildIssues } from './nativeBuildIssues.ts';
import { recoveryIssues } from './recoveryIssues.ts';
import { reuseIssues } from './reuseIssues.ts';
import { sealIssues } from './sealIssues.ts';
import { settingsIssues } from './settingsIssues.ts';
import { storeIssues } from './storeIssues.ts';
import { versionIssues } from './versionIssues.ts';
import { workflowIssues } from './workflowIssues.ts';
import { apkSigningIssues } from './apkSigningIssues.ts';
import { jarSigningIssues } from './jarSigningIssues.ts';
import { imageIssues } from './imageIssues.ts';
import { webManifestIssues } from './webManifestIssues.ts';
import { webIssues } from './webIssues.ts';
import { androidLogIssues } from './androidLogIssues.ts';
import { appleLogIssues } from './appleLogIssues.ts';
import { frameworkLogIssues } from './frameworkLogIssues.ts';
import { gradleLogIssues } from './gradleLogIssues.ts';
import { machineLogIssues } from './machineLogIssues.ts';
import { nodeLogIssues } from './nodeLogIssues.ts';
import { storeLogIssues } from './storeLogIssues.ts';
import { zipIssues } from './zipIssues.ts';
import { jksIssues } from './jksIssues.ts';
import { keystoreIssues } from './keystoreIssues.ts';
import { passwordIssues } from './passwordIssues.ts';
import { pkcs12Issues } from './pkcs12Issues.ts';
import { plistIssues } from './plistIssues.ts';
import { profileIssues } from './profileIssues.ts';

export const issueTable = {
  ...keystoreIssues,
  ...jksIssues,
  ...passwordIssues,
  ...pkcs12Issues,
  ...androidProtoIssues,
  ...androidXmlIssues,
  ...resourceTableIssues,
  ...dexIssues,
  ...elfIssues,
  ...certificateIssues,
  ...fileIssues,
  ...plistIssues,
  ...profileIssues,
  ...identifierIssues,
  ...importIssues,
  ...ipaIssues,
  ...machOIssues,
  ...packageIssues,
  ...projectIssues,
  ...recoveryIssues,
  ...reuseIssues,
  ...sealIssues,
  ...settingsIssues,
  ...storeIssues,
  ...listingIssues,
  ...nativeBuildIssues,
  ...versionIssues,
  ...workflowIssues,
  ...apkSigningIssues,
  ...jarSigningIssues,
  ...imageIssues,
  ...webManifestIssues,
  ...webIssues,
  ...zipIssues,
  ...androidLogIssues,
  ...appleLogIssues,
  ...frameworkLogIssues,
  ...gradleLogIssues,
  ...machineLogIssues,
  ...nodeLogIssues,
  ...storeLogIssues,
};

export type IssueCode = keyof typeof issueTable;
