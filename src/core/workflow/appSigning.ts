/** What signs a package of an app: one shape a platform, each opened and checked by the room that knows its files. */

import { type AndroidSigning, openAndroidSigning } from './androidSigning.ts';
import { type IosSigning, openIosSigning } from './iosSigning.ts';
import { type PlatformApp } from './openApp.ts';
import { type PasswordSource } from './passwordSource.ts';
import { type SigningWorld } from './workflowWorld.ts';

export type AppSigning = AndroidSigning | IosSigning;

/** Without a needed password this says what can be known without it. */
export async function openSigning(
  world: SigningWorld,
  target: PlatformApp,
  passwords: PasswordSource,
  isNeeded: boolean,
): Promise<AppSigning> {
  switch (target.platform) {
    case 'android':
      return await openAndroidSigning(world, target, passwords, isNeeded);
    case 'ios':
      return await openIosSigning(world, target, passwords, isNeeded);
  }
}
