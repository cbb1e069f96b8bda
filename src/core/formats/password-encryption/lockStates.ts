/** What is known of passwords and integrity of a store. Facts; which sentence the user reads is the asset's choice. */

/**
 * `not-needed`: everything opens without one, or under the empty one. `unchecked`: one was given, and nothing in the file could
 * be tried with it.
 */
export type PasswordState = 'right' | 'wrong' | 'missing' | 'not-needed' | 'unchecked';

/** `failed` with a right password means that the file was changed after it was written. */
export type IntegrityState = 'verified' | 'failed' | 'absent' | 'unchecked';

/** `locked`: no password opens it and none was given for it. `unusable`: its encryption or its content is not supported. */
export type KeyState = 'open' | 'locked' | 'wrong-password' | 'unusable';
