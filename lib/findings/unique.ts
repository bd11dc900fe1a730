/** Findings that several clusters share. */
import type { Finding } from './finding';

/** Each finding once: what is wrong in a base is found in each cluster that extends it. Only one of them may accept it. */
export function unique(findings: readonly Finding[]): Finding[] {
  const known = new Map(findings.map((finding) => [keyOf(finding), finding]));
  return known.size === findings.length ? [...findings] : [...known.values()];
}

const keyOf = ({ place, rule, severity, subject, problem, accepted }: Finding): string =>
  JSON.stringify([place, rule, severity, subject, problem, accepted]);
