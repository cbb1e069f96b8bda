/** Known failures: the operating system and common tools; Git LFS. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const machineFailures: readonly KnownFailure[] = [
  {
    code: 'log-disk-full',
    tool: 'shell',
    texts: [
      { anchor: 'No space left on device' },
      { anchor: 'There is not enough space on the disk' },
      { anchor: 'ENOSPC: no space left' },
    ],
  },
  {
    code: 'log-watch-limit',
    tool: 'shell',
    texts: [{ anchor: 'System limit for number of file watchers reached' }],
  },
  {
    code: 'log-too-many-files',
    tool: 'shell',
    texts: [{ anchor: 'Too many open files' }, { anchor: 'EMFILE: too many open files' }],
  },
  {
    code: 'log-path-too-long',
    tool: 'shell',
    texts: [{ anchor: 'The filename or extension is too long' }, { anchor: 'Filename longer than 260 characters' }],
  },
  {
    code: 'log-file-in-use',
    tool: 'shell',
    texts: [{ anchor: 'being used by another process' }],
  },
  {
    code: 'log-read-only',
    tool: 'shell',
    texts: [{ anchor: 'Read-only file system' }],
  },
  {
    code: 'log-memory-heap',
    tool: 'gradle',
    texts: [{ anchor: 'OutOfMemoryError: Java heap space' }, { anchor: 'GC overhead limit exceeded' }],
    fix: 'open-gradle-properties',
  },
  {
    code: 'log-memory-metaspace',
    tool: 'gradle',
    texts: [{ anchor: 'etaspace', pattern: /OutOfMemoryError:? Metaspace|due to exhausted .?Metaspace|ran out of JVM Metaspace/u }],
    fix: 'open-gradle-properties',
  },
  {
    code: 'log-network-host',
    tool: 'shell',
    texts: [
      { anchor: 'UnknownHostException', pattern: /UnknownHostException: (?!services\.gradle\.org)(?<host>[\w.-]{1,200})/u },
      { anchor: 'Could not resolve host', pattern: /Could not resolve host: (?<host>[\w.-]{1,200})/u },
      { anchor: 'getaddrinfo ', pattern: /^(?!npm ).{0,200}getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (?<host>[\w.-]{1,200})/u },
    ],
  },
  {
    code: 'log-network-timeout',
    tool: 'shell',
    texts: [{ anchor: 'imed out', pattern: /(?:SocketTimeoutException: |ConnectException: |> )?(?:Connect|Read|Connection) timed out/u }],
  },
  {
    code: 'log-network-certificate',
    tool: 'shell',
    texts: [
      { anchor: 'PKIX path building failed' },
      { anchor: 'SELF_SIGNED_CERT_IN_CHAIN' },
      { anchor: 'self-signed certificate in certificate chain' },
      { anchor: 'unable to get local issuer certificate' },
    ],
  },
  {
    code: 'log-lfs',
    tool: 'shell',
    texts: [{ anchor: 'version https://git-lfs.github.com/spec/v1' }],
  },
  {
    code: 'log-git-ownership',
    tool: 'shell',
    texts: [{ anchor: 'detected dubious ownership in repository', pattern: /dubious ownership in repository at '(?<path>[^']{1,500})'/u }],
  },
];
