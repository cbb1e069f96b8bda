/** Known failures: React Native 0.87. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const reactNativeFailures: readonly KnownFailure[] = [
  {
    code: 'log-metro-module-missing',
    tool: 'metro',
    texts: [
      {
        anchor: 'Unable to resolve module',
        pattern: /Unable to resolve module (?<name>\S{1,300}) from (?<file>[^:]{1,400}(?::\\[^:]{1,400})?)(?::|$)/u,
      },
    ],
  },
  {
    code: 'log-rn-library-version',
    tool: 'metro',
    texts: [
      {
        anchor: 'Unsupported React Native version',
        pattern: /\[(?<name>[\w @/-]{1,80})\] Unsupported React Native version\. Please use (?<wanted>[\w.-]{1,40})/u,
      },
    ],
  },
  {
    code: 'log-metro-stale',
    tool: 'metro',
    texts: [{ anchor: 'While trying to resolve module', pattern: /While trying to resolve module [\x60'"](?<name>[^'\x60"]{1,300})/u }],
  },
  {
    code: 'log-rn-template',
    tool: 'metro',
    texts: [{ anchor: 'Unable to find a template for react-native version' }],
  },
  {
    code: 'log-hermes-bytecode',
    tool: 'hermes',
    texts: [{ anchor: 'Error deserializing bytecode', pattern: /Error deserializing bytecode(?!.{0,20}Wrong bytecode version)/u }],
  },
  {
    code: 'log-hermes-version',
    tool: 'hermes',
    texts: [{ anchor: 'Wrong bytecode version' }],
  },
  {
    code: 'log-rn-sentry',
    tool: 'metro',
    texts: [
      { anchor: 'An organization slug is required' },
      { anchor: 'An organization ID or slug is required' },
      { anchor: 'Auth token is required for this request' },
    ],
  },
  {
    code: 'log-rn-autolinking',
    tool: 'metro',
    texts: [{ anchor: 'Could not find project.android.packageName in react-native config output' }],
  },
  {
    code: 'log-rn-codegen',
    tool: 'metro',
    texts: [
      {
        anchor: 'which is not an existing directory',
        pattern: /given source "(?<path>[^"]{1,500}\/codegen\/jni\/?)" which is not an existing directory/u,
      },
    ],
  },
  {
    code: 'log-rn-reanimated',
    tool: 'metro',
    texts: [{ anchor: 'supports the New Architecture only on' }],
  },
];
