/**
 * Every way an operation can stop, with its kind, message and hint. Kinds decide the exit code of the command line:
 * user 1, usage 2, environment 3, remote 4, internal 70, cancelled 130.
 */

export type FailureKind = 'user' | 'usage' | 'environment' | 'remote' | 'internal' | 'cancelled';

interface FailureRow {
  readonly kind: FailureKind;
  readonly message: string;
  readonly hint: string;
}

function defineFailures<const Rows extends Readonly<Record<string, FailureRow>>>(rows: Rows): Rows {
  return rows;
}

export const failureTable = defineFailures({
  cancelled: { kind: 'cancelled', message: 'Cancelled', hint: '' },
  'issues-found': { kind: 'user', message: '{summary}', hint: 'Mend what is listed and try again' },
  'file-not-found': { kind: 'user', message: 'There is no file {path}', hint: 'Check the path' },
  'file-unreadable': { kind: 'environment', message: 'The file {path} cannot be read: {reason}', hint: 'Check its permissions' },
  'file-unwritable': {
    kind: 'environment',
    message: 'The file {path} cannot be written: {reason}',
    hint: 'Check the permissions and the free space of its folder',
  },
  'file-changed': { kind: 'user', message: 'The file {path} changed while it was read', hint: 'Try again when nothing writes to it' },
  'file-too-large': {
    kind: 'user',
    message: 'The file {path} has {sizeBytes} bytes, more than the {limitBytes} that can be read here',
    hint: 'Choose a smaller file',
  },
});

export type FailureCode = keyof typeof failureTable;
