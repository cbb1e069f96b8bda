/** Known failures: .NET 10 SDK. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const dotnetFailures: readonly KnownFailure[] = [
  {
    code: 'log-dotnet-workload',
    tool: 'msbuild',
    texts: [{ anchor: 'NETSDK1147', pattern: /NETSDK1147: .{0,200}workloads must be installed: (?<name>[\w -]{1,200})/u }],
  },
  {
    code: 'log-dotnet-sdk-old',
    tool: 'msbuild',
    texts: [{ anchor: 'NETSDK1045', pattern: /NETSDK1045:/u }],
  },
  {
    code: 'log-dotnet-not-restored',
    tool: 'msbuild',
    texts: [
      { anchor: 'NETSDK1005', pattern: /NETSDK1005:/u },
      { anchor: 'NETSDK1004', pattern: /NETSDK1004:/u },
    ],
  },
  {
    code: 'log-nuget-missing',
    tool: 'msbuild',
    texts: [{ anchor: 'NU1101', pattern: /NU1101: Unable to find package (?<name>[\w.-]{1,200}?)\. /u }],
  },
  {
    code: 'log-nuget-incompatible',
    tool: 'msbuild',
    texts: [{ anchor: 'NU1202', pattern: /NU1202: Package (?<name>[\w.-]{1,200}) /u }],
  },
  {
    code: 'log-nuget-source',
    tool: 'msbuild',
    texts: [{ anchor: 'NU1301', pattern: /NU1301: Unable to load the service index for source (?<name>\S{1,300}?)\.?(?: |$)/u }],
  },
  {
    code: 'log-xamarin-sdk',
    tool: 'msbuild',
    texts: [{ anchor: 'XA5300', pattern: /XA5300:/u }],
    fix: 'choose-android-sdk',
  },
  {
    code: 'log-xamarin-platform',
    tool: 'msbuild',
    texts: [{ anchor: 'XA5207', pattern: /XA5207: Could not find android\.jar for API level (?<level>[\d.]{1,6}?)\.? /u }],
  },
  {
    code: 'log-xamarin-keystore',
    tool: 'msbuild',
    texts: [{ anchor: 'XA4310', pattern: /XA4310: .{0,60}file [\x60'"](?<path>[^'\x60"]{1,400})[\x60'"] could not be found/u }],
  },
  {
    code: 'log-msbuild-no-project',
    tool: 'msbuild',
    texts: [{ anchor: 'MSB1003', pattern: /MSB1003:/u }],
  },
  {
    code: 'log-msbuild-sdk',
    tool: 'msbuild',
    texts: [{ anchor: 'MSB4236', pattern: /MSB4236: The SDK '(?<name>[^']{1,200})'/u }],
  },
  {
    code: 'log-dotnet-xcode',
    tool: 'msbuild',
    texts: [{ anchor: 'requires Xcode', pattern: /This version of \.NET for \w{1,20} \([^)]{1,60}\) requires Xcode/u }],
  },
  {
    code: 'log-dotnet-profile',
    tool: 'msbuild',
    texts: [
      {
        anchor: 'available provisioning profiles for',
        pattern: /Could not find any available provisioning profiles for (?<name>.{1,200}?)(?: on iOS)?\.?$/u,
      },
    ],
  },
  {
    code: 'log-dotnet-signing-key',
    tool: 'msbuild',
    texts: [{ anchor: 'No valid iOS code signing keys found in keychain' }],
  },
  {
    code: 'log-dotnet-java',
    tool: 'msbuild',
    texts: [{ anchor: 'error XA0031', pattern: /error XA0031: Java SDK (?<wanted>[\d.]{1,10}) or above is required/u }],
    fix: 'choose-jdk',
  },
  {
    code: 'log-dotnet-out-of-support',
    tool: 'msbuild',
    texts: [{ anchor: 'error NETSDK1202', pattern: /error NETSDK1202: The workload '(?<name>[\w.-]{1,100})' is out of support/u }],
  },
];
