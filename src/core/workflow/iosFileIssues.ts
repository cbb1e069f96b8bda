/** What is wrong or doubtful about how certificate and profile are on the disk. `shown` is their path as the settings have it. */

import { type CertificateReading } from '../assets/certificate/certificateFile.ts';
import { createIssue, type Issue } from '../base/issue.ts';
import { type OpenedSigningFile, type SigningFileObstacle } from './openSigningFile.ts';

export function certificateObstacle(obstacle: SigningFileObstacle, shown: string): Issue {
  switch (obstacle.kind) {
    case 'missing':
      return createIssue('certificate-missing', { path: shown });
    case 'folder':
      return createIssue('certificate-is-folder', { path: shown });
    case 'too-large':
      return createIssue('certificate-too-large', { sizeBytes: obstacle.sizeBytes });
    case 'unreadable':
      return createIssue('certificate-file-unreadable', { path: shown, reason: obstacle.reason });
  }
}

export function profileObstacle(obstacle: SigningFileObstacle, shown: string): Issue {
  switch (obstacle.kind) {
    case 'missing':
      return createIssue('profile-missing', { path: shown });
    case 'folder':
      return createIssue('profile-is-folder', { path: shown });
    case 'too-large':
      return createIssue('profile-too-large', { sizeBytes: obstacle.sizeBytes });
    case 'unreadable':
      return createIssue('profile-file-unreadable', { path: shown, reason: obstacle.reason });
  }
}

/** A profile is not a secret, and neither is a certificate without its key. */
export function exposureIssues(
  { isReadableByAll, isTracked }: OpenedSigningFile,
  { format, identities }: CertificateReading,
  shown: string,
): readonly Issue[] {
  const mayHoldKey = format === 'pkcs12' || identities.some(({ hasPrivateKey }) => hasPrivateKey);
  if (!mayHoldKey) return [];
  return [
    ...(isReadableByAll ? [createIssue('certificate-readable', { path: shown })] : []),
    ...(isTracked ? [createIssue('certificate-tracked', { path: shown })] : []),
  ];
}
