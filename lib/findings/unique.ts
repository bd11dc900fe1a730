/** Findings that several clusters share. */
import { type Finding, saidBy } from './finding';

/** Each finding once: what is wrong in a base is found in each cluster that extends it. Only one of them may accept it. */
export function unique(findings: readonly Finding[]): Finding[] {
  const known = new Map(findings.map((finding) => [keyOf(finding), finding]));
  return known.size === findings.length ? [...findings] : [...known.values()];
}

const keyOf = (finding: Finding): string => JSON.stringify([finding.place, finding.clusters, ...saidBy(finding)]);
