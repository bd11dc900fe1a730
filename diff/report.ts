/** The reports on a change: Markdown, a page and JSON. */
import { lineOf } from '../lib/findings/sentence';
import { counted } from '../verify/report/tally';
import type { ClusterDiff } from './cluster-diff';
import { detailsOf, isGenerated } from './details';
import type { Section } from './document';
import { headingOf, openingOf } from './opening';

/** One section for each cluster that changes, and one line for the others. */
export function sectionsOf(diffs: readonly ClusterDiff[]): Section[] {
  const isQuiet = ({ state, stale, notCompared }: ClusterDiff) => state === 'unchanged' && stale === undefined && notCompared.length === 0;
  const quiet = diffs.filter(isQuiet).map(({ name }) => `\`${name}\``);
  const text = quiet.length === diffs.length ? 'Nothing changes in the clusters' : 'No change';
  return [
    ...diffs.filter((diff) => !isQuiet(diff)).map(sectionOf),
    ...(quiet.length > 0 ? [{ blocks: [{ text: `${text}: ${quiet.join(', ')}` }], details: [] }] : []),
  ];
}

function sectionOf(diff: ClusterDiff): Section {
  const generated = diff.objects.filter(isGenerated).length;
  const folded =
    generated > 0 ? [{ text: `${counted(generated, 'object')} with only generated labels and checksums are not listed.` }] : [];
  const objects = diff.state === 'changed' ? detailsOf(diff.objects) : [];
  const { path, state } = diff;
  const isShown = state !== 'unchanged' && diff.objects.length > 0;
  return {
    blocks: [
      { heading: headingOf(diff), level: 2 },
      ...openingOf(diff),
      ...(objects.length > 0 ? [{ heading: 'Objects', level: 3 } as const, ...folded] : []),
    ],
    details: [...objects, ...(path && isShown && path.hops.length > 0 ? [{ title: 'The path of a trace', picture: path }] : [])],
  };
}

/** As data. Credentials are `(hidden)`. */
export const diffDocument = (diffs: readonly ClusterDiff[]) => ({
  clusters: diffs.map(({ findings, verdict, ...diff }) => ({
    ...diff,
    findings: findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      text: lineOf(finding),
      commands: finding.commands,
    })),
    verdict: verdict && { ...verdict, appeared: verdict.appeared.map(lineOf), resolved: verdict.resolved.map(lineOf) },
  })),
});
