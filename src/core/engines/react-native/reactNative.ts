/** React Native: its native projects bundle the JavaScript, so they are built as any other, with Node at hand. */

import { type Framework } from '../framework/framework.ts';
import { overNative } from '../framework/overNative.ts';

export const reactNative: Framework = overNative({
  id: 'react-native',
  platforms: ['android', 'ios'],
  packageName: 'react-native',
  tool: { packageName: 'react-native', program: 'react-native' },
});
