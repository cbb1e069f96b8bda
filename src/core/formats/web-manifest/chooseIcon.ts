/** Which icon of a manifest serves best for a size. */

import { type IconPurpose, type ManifestIcon } from './webManifest.ts';

/**
 * Candidates of a purpose, the best first: the smallest that is at least as large as wanted, then larger ones, then the
 * largest of the smaller. Pictures that say they are not PNG come last: they cannot be used, but may say so wrongly.
 */
export function rankIcons(icons: readonly ManifestIcon[], purpose: IconPurpose, wanted: number): readonly ManifestIcon[] {
  const rank = ({ src, size, type }: ManifestIcon): readonly [number, number] => {
    const isOther = type === undefined ? /\.(?:svg|webp|jpe?g|gif|ico|avif)(?:[?#]|$)/i.test(src) : type.toLowerCase() !== 'image/png';
    const known = Number.isFinite(size) ? size : wanted;
    return [isOther ? 2 : known >= wanted ? 0 : 1, known >= wanted ? known : -known];
  };
  return icons
    .filter(({ purposes }) => purposes.includes(purpose))
    .map((icon) => ({ icon, rank: rank(icon) }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1])
    .map(({ icon }) => icon);
}
