/** Texts, and what bzip2 and the reference implementation of LZFSE (https://github.com/lzfse/lzfse) make of them, which no library here can. */

import { fromBase64, utf8 } from '../../src/core/base/bytes.ts';

export const smallText = utf8(
  `${'Hello, world. '.repeat(20)}${String.fromCharCode(...Array.from({ length: 64 }, (_, code) => code))}${'Hello, world. '.repeat(5)}`,
);
export const smallTextBzip2 = fromBase64(
  'QlpoOTFBWSZTWfP7JeEAAFv9gH//////////gEAGBJCAIABkMqQMjTRpkMQ0Yhpo0aZDQGgaaAyqADENAyYRgjQ0aNMhoyANDiFKnUq1kUq9hOypatq3Fl7t6+wy1gw4m8eSJ1AAHYQC9lzZ39EGnVDroIBiUnIBjVk3b+EvHlz6de03fx59OAA+6CAfhANBANBANQEA/iAWCAbBAP8XckU4UJDz+yXh',
);
/** Too small for LZFSE: its blocks are LZVN. */
export const smallTextLzvn = fromBase64(
  'YnZ4bp4BAABmAAAA7khlbGxvLCB3b3JsZC4gOA7w8OAwAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pzh48B44DvPhIAYAAAAAAAAAYnZ4JA==',
);
export const bigText = utf8(Array.from({ length: 400 }, (_, index) => `${index}: Hello, world ${(index * 7919) % 1000}. `).join(''));
export const bigTextLzfse = fromBase64(
  'YnZ4MlMjAABUBDAfAMECMLnUb4L9dAMgmAAAAD944AgHH0HVLQAAgsAHUAEA/ASAr0MAQAERgJs7UFTVNwHcDgAAAAAAAgAAAAAAAAD8EAAAgDwQPAFPx9PxdTwKf8Kb8Cq8CZ+CAAAACAAAAAAAACgAFAICCAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADA2aA1XneSPuOT5MAAonEaSb7jY8JEPpQmWZZMxYOBVCAaSVCsjglyiEQgGqeR5A8+LKjOp4jftF14AaAkkuwOiCkSAdE6vSR+EGF99WfehtOUK7lQoBJIiq5JVXqdQCGI5HXVkuweK1CJJEXTlCq5UKASSIquSVLx6wcEQiQvV6Mmx6EhoUUCM2UhJyIlECm7NqnmuoGEFsRx61I3r4cClUhSNM2b7t1AJUCaVDshF2QpnVKhF6mKprluXQ8FKpGkaJo3veO6AZBHg9XT6rTOhgq9SFVqitopy/lKA4eWrNO3TuLEX/wF/rdQ9gH2g8RHbJa+FCBpH2EMHFzOlxSEpxZJyoymW5hQGdyukRTdebh1ZTI9mAvmUMn5pA35ID1ROZYr4BUJPykbIWB667Ahqs4AakDVeW5kssTSkBREZhu10nNTUppeCIKOVIoNAUS/8O14nVaMURe8ZEpIKDSFp5IAJR0KT32TVI0uxFuOh3X+rQfTnJGZDsYYMa76afP0TrXWb+2zh2GEAvS22+8vXe82XqA3xLAao4s0xCP0pSNa6JEkjd/4TfgV+Skky3+uSofINbGnZhiOvyjLX1npJGIebkS4vRd9L+nxsZQ5KW+kV1kfms7P4ou910RcVasEUlyC3K/+8/9v0kX/qT8OAAAAAAAAAAAAADAqLdDLeQZO2VmvPiQ72GsSTCqWNSwlLlewR7keaXhmOOtYUpzsYB5hj+uZSiXp2omlRqcKp4lNDcsZ9rzeKaV3qns0I8FDWcNTo3KFswS+l+4ZhGQE844l4SPOqf4i8JHHVHh8D1pqM3yOVWqve44lm5nUAKXwh8/5SW2GzyFJ7YXPsUjtJVpMblTOcMJ3yeCtrU9jTz41K5h3LClOdrjnNPhj1ETCPTfsUVJEsuJn7xl60/oR0r1KiQo/NcVg4x7ZK5lKIq/Lp8alCqeJTQ3LGfd8skcg9Yq542nRs4J5xJOivUs5S+2xo14txd4R5ZVSQYbTxOZG5Qpne6begXSmt647nCcsNSxnOE1s2rNDPYLSK4zPDud6NBngpASliOV6p9EGqccnvbKoR6oxe6okSYP8saz1DHCmv54Cm1lWTzHN7KqnWGZ21VMMM7vqKWaZXfQUY2xTZXCOveQqs8ye4pTZJXhsalTOcJo942JDiSJe6amY9xeaEcw7lhRHz4ReQxLodRJw8tUvegvzgjwyHkpeKfEKwTvvXfHuym1XmF151hVXV1q64tCV56o5QyiWubSc3ZyhcqSSIzjOvOKKhysNXHHfyvVWuFv51JE2Q7bCdi6PvNK+VszakasVp1batOKklRutMLTyPCvurNSsmBmXpZiVuqyQstOSFY+s3GOFjZWnWHFipQ0rTlgZrAIzhGIBS3/ZgRn6Raovgr3My6vY1UmhrK7CuUyCq9itcqkTWoZZJeuMpSSrUKxSYB1/VV5XxVuVxqq4VeWqKpyqPKiKU23KVCrBVFGKFMT/LQUpg40yJurkFKrIBarY9anY5anY1anYxanYppYmYyfOTQWgXGm6VQEWU0MOaOlPQKRUjQNK+hIQIVXigI5+BERGVTigog8B1Xa2gEC0qW+fgmYp8U6bAIwILxxcuHh48eJ9xl9fbn+CDA00nA944MLhwYuH1wF+f3KzZQX9Ia5TBi0LJBw4eHjw4n3Hh1xuQODBfYZ3MMBw8f7gnW+mwfuJL9rcgsSDi/cRbmAA8LzAgxevBz6NuQWBB9cX3jMZdY/g/4n1LMB48f7gH5sbEHhw8cDBwfuENzQAeH+Rnik3IPH+wXmM1yccn3B74umJF+/MaFjj79zqBBke77wb2Pa8410z3v3o4QZidngk',
);
