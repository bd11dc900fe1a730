/** Findings that several clusters share. */
import { type Finding, saidBy } from './finding';
import { groupedBy } from './grouped-by';

/** Each finding once: what is wrong in a base is found in each cluster that extends it. Only one of them may accept it. */
export function unique(findings: readonly Finding[]): Finding[] {
  const alike = groupedBy(findings, placeKeyOf);
  if (alike.size === findings.length) return [...findings];
  const known = new Map(findings.map((finding) => [alike.get(placeKeyOf(finding))?.length === 1 ? finding : keyOf(finding), finding]));
  return known.size === findings.length ? [...findings] : [...known.values()];
}

/** What two equal findings have in common. Most of thousands have it alone, so that what they say need not be compared. */
const placeKeyOf = ({ rule, place: { file, line, column, name } }: Finding): string => [file, line, column, name, rule].join(' ');

const keyOf = (finding: Finding): string => JSON.stringify([finding.place, finding.clusters, ...saidBy(finding)]);
