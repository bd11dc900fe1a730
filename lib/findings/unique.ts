/** Findings that several clusters share. */
import type { Finding } from './finding';

/** Each finding once: what is wrong in a base is found in each cluster that extends it. */
export function unique(findings: readonly Finding[]): Finding[] {
  const known = new Map(
    findings.map((finding) => [JSON.stringify([finding.place, finding.rule, finding.subject, finding.problem]), finding]),
  );
  return known.size === findings.length ? [...findings] : [...known.values()];
}
