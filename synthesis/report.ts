/** The findings of synth and check, for machine-readable formats. */
import type { Finding } from '../lib/findings/finding';
import { topicOf } from '../lib/findings/finding';
import type { Judged } from '../lib/findings/formats/format';
import type { Suite } from '../lib/findings/formats/formats';
import { verdictsOf } from '../lib/findings/formats/json';
import type { RuleSet } from '../lib/findings/rules';
import type { Synthesis } from './cluster-output';
import { SYNTH_RULES } from './rule-sets';

export interface JudgedProps {
  readonly synthesis: Synthesis;
  /** Selects the findings to show. @default all */
  readonly shows?: (finding: Finding) => boolean;
  /** Further findings by cluster, and the rules of further topics. @default none */
  readonly more?: { readonly rules?: readonly RuleSet[]; readonly suites: readonly Suite[] };
  /** Further fields of the JSON document. */
  readonly fields: object;
}

/** One suite per cluster. */
export function judgedSynthesis({ synthesis, shows = () => true, more, fields }: JudgedProps): Judged {
  const suites = synthesis.clusters.map(({ name, file, findings }): Suite => {
    // Findings from rendering are not in the cluster's own list.
    const rendering = synthesis.findings.filter((finding) => finding.place.file === file && !findings.includes(finding));
    return { name, findings: [...findings, ...rendering].filter(shows) };
  });
  const all = merged([...suites, ...(more?.suites ?? [])]);
  const clusters = all.map(({ name, findings }) => ({ name, verdicts: verdictsOf(findings, topicOf) }));
  return { suites: all, rules: [...SYNTH_RULES, ...(more?.rules ?? [])], document: { clusters, ...fields } };
}

/** Merges suites with the same name, in order of first occurrence. */
function merged(suites: readonly Suite[]): Suite[] {
  const names = [...new Set(suites.map(({ name }) => name))];
  return names.map((name) => ({ name, findings: suites.flatMap((suite) => (suite.name === name ? suite.findings : [])) }));
}
