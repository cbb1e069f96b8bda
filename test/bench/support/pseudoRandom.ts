/** Bytes and text that look random and are the same each time, so that figures of two days are of the same content. */

import { createCipheriv } from 'node:crypto';

/** A key stream: no compressor makes it smaller. */
export function pseudoRandomBytes(length: number, seed: number): Uint8Array {
  const key = Buffer.alloc(16, seed);
  return new Uint8Array(createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length)));
}

const words = (
  'const let return function async await import export from class extends new this null undefined true false document window ' +
  'element event listener request response promise array object string number render update state props children style width height'
).split(' ');

/** Text that packs about as well as a bundled script does. */
export function pseudoRandomScript(length: number, seed: number): string {
  const choices = pseudoRandomBytes(length, seed);
  let text = '';
  for (let index = 0; text.length < length; index++) {
    const choice = choices[index % choices.length] ?? 0;
    const name =
      choice % 5 === 0 ? `_${((choices[(index * 7) % choices.length] ?? 0) * 257 + index).toString(36)}` : words[choice % words.length];
    text += `${name}${'(){};,.=[] \n'.charAt((choice * 31 + index) % 12)}`;
  }
  return text.slice(0, length);
}
