/** Names of processors as Apple's tools write them (mach/machine.h), from the two numbers in the header. */

/** `arm64`, `arm64e`, `armv7`, `x86_64`, …, or `cpu 18` for one that is not known here. */
export type Architecture = string;

const CPU_ARCH_ABI64 = 0x0100_0000;
const CPU_ARCH_ABI64_32 = 0x0200_0000;
/** The upper byte of the subtype contains capabilities, such as the version of pointer authentication. */
const CPU_SUBTYPE_MASK = 0x00ff_ffff;

const arm = 12;
const x86 = 7;

const armSubtypes: Readonly<Record<number, string>> = { 6: 'armv6', 9: 'armv7', 11: 'armv7s', 12: 'armv7k' };

export function architectureName(cputype: number, cpusubtype: number): Architecture {
  const subtype = cpusubtype & CPU_SUBTYPE_MASK;
  switch (cputype) {
    case arm:
      return armSubtypes[subtype] ?? 'arm';
    case arm | CPU_ARCH_ABI64:
      return subtype === 2 ? 'arm64e' : 'arm64';
    case arm | CPU_ARCH_ABI64_32:
      return 'arm64_32';
    case x86:
      return 'i386';
    case x86 | CPU_ARCH_ABI64:
      return 'x86_64';
    default:
      return `cpu ${cputype}`;
  }
}
